"""Writing in a letter: which sections, which characters, and what is kept of each version."""

import pytest

from complaints.letters import services
from complaints.letters.models import LetterVersion
from complaints.record.models import Event, Sealed
from complaints.record.refusals import Unacceptable
from tests.factories import make_person, op
from tests.letters.walked import drafted, fresh, given, later, write

pytestmark = pytest.mark.django_db


def edit(letter, sections, **fields):
    return services.edit(letter.pk, given(letter, sections=sections, **fields), by=make_person(), now=later(letter))


@pytest.mark.parametrize(("sections", "field", "said"), [
    ({"ombudsman": "Mine."}, "sections.ombudsman", "fixed"), ({"summary": "Mine."}, "sections.summary", "fixed"),
    ({"next_steps": "x"}, "sections.next_steps", "no such section"), ({"__class__": "x"}, "sections.__class__", "no such section"),
    ({"position": "Well done 😀"}, "sections.position", "grinning face"), ({"position": 7}, "sections.position", "words"),
    ({"position": "a\x07b"}, "sections.position", "control character"),
])
def test_what_cannot_be_written_is_refused_at_its_section(sections, field, said):
    letter = drafted()
    with pytest.raises(Unacceptable) as refused:
        edit(letter, sections)
    assert said in refused.value.fields[field][0] and fresh(letter).version == 1


def test_every_save_is_a_version_with_its_words():
    letter = drafted()
    for text in ("First.", "Second."):
        letter = write(letter, by=make_person(), now=later(letter), position=text)
    kept = LetterVersion.objects.filter(letter=letter).order_by("version").values_list("version", "texts")
    assert list(kept) == [(1, {}), (2, {"position": "First."}), (3, {"position": "Second."})]


def test_saving_the_same_words_again_makes_no_version():
    letter = write(drafted(), by=make_person(), now=later(drafted()), position="Once.")
    assert write(letter, by=make_person(), now=later(letter), position="Once.").version == letter.version


def test_the_same_call_again_is_answered_as_the_first_time():
    letter, person, mark = drafted(), make_person(), op()
    body = {"op_id": mark, "version": 1, "sections": {"position": "Once."}}
    first, second = (services.edit(letter.pk, body, by=person, now=later(letter)) for _ in range(2))
    assert second.replayed and first.ids == second.ids and fresh(letter).version == 2


def test_no_event_of_a_letter_holds_its_words():
    letter = write(drafted(), by=make_person(), now=later(drafted()), position="A very private sentence.")
    events = Event.objects.filter(complaint=letter.complaint_id, kind__startswith="letter.")
    assert events.count() == 2 and "private" not in str(list(events.values_list("data", flat=True)))
    assert not Sealed.objects.filter(body__contains="very private").exists()


@pytest.mark.parametrize("typed", ["{{7*7}}", "{% load x %}", "{reference}", "{0.__class__}", "#eval", "{settings.SECRET_KEY}"])
def test_what_people_type_is_never_a_template(typed):
    from complaints.letters.described import found
    from complaints.letters.described import letter as told

    person = make_person()
    letter = write(drafted(), by=person, now=later(drafted()), position=typed)
    position = next(part for part in told(found(letter.pk, person), now=later(letter))["sections"] if part["name"] == "position")
    assert position["text"] == typed
