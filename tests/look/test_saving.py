"""What a page says before anything was sent: by what it is about, in one vocabulary."""

from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template

from complaints.templatetags.saving import NOT_YET, kind_of


class New(forms.Form):
    name = forms.CharField()


class Standing(New):
    not_yet = "changed"


@pytest.mark.parametrize(("form", "kind"), [(New(), "saved"), (Standing(), "changed"), (forms.Form(), "done"), (None, "done")])
def test_a_form_says_what_has_not_happened_yet(form: forms.Form | None, kind: str) -> None:
    assert kind_of(form) == kind


@pytest.mark.parametrize(("tag", "words"), [("{% not_yet %}", "Nothing added yet"), ('{% not_yet "changed" %}', "Nothing changed yet")])
def test_a_page_says_it_and_a_tag_says_it_before_the_page(tag: str, words: str) -> None:
    assert words in Template("{% load saving %}" + tag).render(Context({"not_yet": "added"}))


def test_no_template_words_it_itself() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    assert [str(one) for one in folder.rglob("*.html") if any(words in one.read_text() for words in NOT_YET.values())] == []
