"""Form rows: every field says what it asks, what helps and what is wrong, to eyes and to readers."""

import pytest
from django import forms
from django.template import Context, Template

from complaints.templatetags import desk, rows
from tests.look.samples_forms import Phone, Reason


def broken() -> Phone:
    return Phone(data={"who": "Okonjo", "phone": "0770"})


def test_a_label_points_to_its_field() -> None:
    assert '<label for="id_who">1. Who is it?</label>' in desk.field(Phone()["who"])


def test_a_hint_describes_its_field() -> None:
    markup = desk.field(Phone()["who"])
    assert 'aria-describedby="id_who_helptext"' in markup and 'id="id_who_helptext"' in markup


def test_an_error_is_beside_the_field_and_named_for_readers() -> None:
    markup = desk.field(broken()["what"])
    assert 'id="id_what_error"' in markup and 'aria-invalid="true"' in markup
    assert 'aria-describedby="id_what_helptext id_what_error"' in markup


@pytest.mark.parametrize("name", ["needs", "end"])
def test_choices_are_a_fieldset_with_the_question_as_legend(name: str) -> None:
    markup = desk.field(Phone()[name])
    assert markup.count("<fieldset") == 1 and "<legend" in markup and 'class="choices"' in markup


def test_a_single_tick_box_carries_its_own_words() -> None:
    markup = desk.field(Reason()["asked"])
    assert '<label class="choice"><input type="checkbox"' in markup and "The customer asked" in markup


def test_what_was_typed_is_kept_as_text() -> None:
    markup = desk.field(Phone(data={"what": "</textarea><script>"})["what"])
    assert "<script>" not in markup and "&lt;/textarea&gt;" in markup


def test_sections_come_in_their_order_and_forgotten_fields_last() -> None:
    form = Reason()
    form.sections = (("First", ("text",)), ("", (("Both", ("told", "asked")),)))
    assert list(rows.sections_of(form)) == [("First", ["text"]), ("", [("Both", ("told", "asked"))]), ("", ["reason", "given"])]


def test_a_form_without_sections_is_one() -> None:
    class Plain(forms.Form):
        a = forms.CharField()
        b = forms.CharField(widget=forms.HiddenInput)

    assert list(rows.sections_of(Plain())) == [("", ["a"])]


def test_error_lines_link_to_their_fields_the_forms_own_first() -> None:
    form = broken()
    form.add_error(None, "Nothing can be saved now")
    form.add_error("end", "Choose how it ended")
    lines = {line["text"]: line["href"] for line in rows.error_lines(form)}
    assert next(iter(lines)) == "Nothing can be saved now" and lines["Nothing can be saved now"] == ""
    assert lines["Choose how it ended"] == "#id_end_0" and lines["Write what the customer said, in a sentence or more"] == "#id_what"


def test_the_summary_has_the_pages_errors_before_the_forms() -> None:
    context = Context({"form": broken(), "errors": [{"href": "#a", "text": "First"}]})
    assert next(iter(desk.error_lines(context)))["text"] == "First"


def test_an_error_of_no_field_leads_to_the_first_question_or_to_the_page() -> None:
    form = broken()
    form.add_error(None, "Nothing can be saved now")
    first = {line["text"]: line["href"] for line in desk.error_lines(Context({"form": form}))}["Nothing can be saved now"]
    assert first.startswith("#id_") and desk.error_lines(Context({"errors": [{"href": "", "text": "No"}]})) == [{"href": "#work", "text": "No"}]


def test_no_errors_print_no_summary() -> None:
    template = Template('{% include "components/error_summary.html" %}')
    assert template.render(Context({"form": Phone()})).strip() == "" and template.render(Context()).strip() == ""


def test_a_crispy_form_prints_the_same_row() -> None:
    template = Template("{% load crispy_forms_filters %}{{ form|crispy }}")
    markup = template.render(Context({"form": Phone()}))
    assert markup.count('class="field-row"') == len(Phone.base_fields) and '<label for="id_who">1. Who is it?</label>' in markup
