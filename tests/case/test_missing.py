"""What a page says at a question that was left empty or refused: every sentence names its question."""

import pytest

from complaints.case.pages import missing
from complaints.case.pages.forms import GatheringForm, choice, number_field, words_field
from complaints.record.refusals import Unacceptable


class Asked(GatheringForm):
    whom = choice("Whom", [("dan", "Dan")])
    amount_gbp = number_field("Sum (£)")
    why = words_field("Why")


SAID = [
    ("whom", "Choose the team or the colleague who can answer.", "Whom: Choose the team or the colleague who can answer."),
    ("amount_gbp", 'Give pounds and pence as "30.00".', "Give a sum like 30.00 under “Sum (£)”."),
    ("amount_gbp", "Give amount gbp.", "Give a sum like 30.00 under “Sum (£)”."), ("why", "Say why.", "Say why under “Why”."),
]


@pytest.mark.parametrize(("field", "sentence", "said"), SAID)
def test_what_a_service_refuses_is_said_with_the_name_of_its_question(field: str, sentence: str, said: str) -> None:
    form = Asked({})
    form.refuse(Unacceptable.of(**{field: sentence}))
    assert form.errors[field] == [said]


def test_an_answer_that_is_not_offered_is_said_with_the_name_of_its_question() -> None:
    assert Asked({"whom": "nobody"}).errors["whom"] == ["Choose an answer that is offered under “Whom”."]


NAMED = [
    ("Received", "The day received lies after today.", "The day received lies after today."), ("Who is it?", "Nobody.", "Nobody."),
    ("People", "Nobody of that name is at work here.", "People: Nobody of that name is at work here."),
]


@pytest.mark.parametrize(("label", "sentence", "said"), NAMED)
def test_a_question_stands_before_a_sentence_that_does_not_name_it(label: str, sentence: str, said: str) -> None:
    assert missing.named(label, sentence) == said
