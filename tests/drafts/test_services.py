"""A draft is one person's, one form's, bounded, and goes in time."""

from datetime import timedelta

import pytest

from complaints.drafts import services
from complaints.drafts.models import Draft
from complaints.record import tasks
from complaints.record.refusals import Conflict, Unacceptable
from tests.factories import MONDAY, given, make_complaint, make_person

pytestmark = pytest.mark.django_db
PLACE = "/c/LM-26-00001-A/contacts/new/"


def kept(person, place=PLACE, *, now=MONDAY, version=None, **fields):
    return services.keep(person.pk, place, {name: [value] for name, value in fields.items()}, now=now, version=version)


def test_a_draft_is_found_by_its_person_at_its_place_alone():
    one, other = make_person(), make_person()
    kept(one, summary="They rang.")
    assert services.of(one.pk, PLACE).fields == {"summary": ["They rang."]}
    assert services.of(other.pk, PLACE) is None and services.of(one.pk, "/c/other/") is None


def test_the_last_words_stand():
    one = make_person()
    first, second = kept(one, summary="They"), kept(one, summary="They rang.")
    assert (first.version, second.version, Draft.objects.count()) == (1, 2, 1)
    assert services.of(one.pk, PLACE).fields == {"summary": ["They rang."]}


def test_words_of_another_window_are_not_written_over():
    one = make_person()
    kept(one, summary="This window", version=0)
    kept(one, summary="This window, more", version=1)
    with pytest.raises(Conflict):
        kept(one, summary="The other", version=1)
    assert services.of(one.pk, PLACE).fields["summary"] == ["This window, more"]


@pytest.mark.parametrize("name", ["csrfmiddlewaretoken", "draft", "draft_version", "do", "old_password", "new_password1", "", "x" * 101, "a\x00b"])
def test_what_is_no_word_is_not_kept(name):
    one = make_person()
    services.keep(one.pk, PLACE, {name: ["secret"], "summary": ["They rang."]}, now=MONDAY)
    assert services.of(one.pk, PLACE).fields == {"summary": ["They rang."]}


def test_signs_that_no_database_holds_are_left_out_and_the_words_kept():
    one = make_person()
    kept(one, summary="a\x00b\ud800c ŵ 😀")
    assert services.of(one.pk, PLACE).fields["summary"] == ["abc ŵ 😀"]


@pytest.mark.parametrize("fields", [{"summary": "x" * 150_001}, {f"f{n}": "" for n in range(401)}])
def test_too_much_is_refused_with_a_sentence(fields):
    with pytest.raises(Unacceptable) as refused:
        kept(make_person(), **fields)
    assert refused.value.fields["draft"] == [services.TOO_LONG]


@pytest.mark.parametrize("place", ["", "/" + "x" * 200])
def test_a_place_that_is_none_is_refused(place):
    with pytest.raises(Unacceptable):
        kept(make_person(), place, summary="They rang.")


def test_a_draft_whose_form_was_sent_is_none():
    one = make_person()
    sent = given()
    kept(one, op_id=sent["op_id"], description="x")
    assert services.of(one.pk, PLACE)
    make_complaint(by=one, op_id=sent["op_id"])
    assert services.of(one.pk, PLACE) is None


@pytest.mark.parametrize(("days", "left"), [(30, 1), (31, 0)])
def test_a_draft_goes_after_thirty_days(days, left):
    kept(make_person(), summary="They rang.")
    tasks.once_a_day(now=MONDAY + timedelta(days=days))
    assert Draft.objects.count() == left


@pytest.mark.parametrize("naughty", ["/c/x/\0", "\ud800", "", "/" + "x" * 200])
def test_what_is_no_address_has_no_draft_and_takes_none(naughty):
    person = make_person()
    assert services.of(person.pk, naughty) is None and services.drop(person.pk, naughty) == 0
    assert not services.sent({"op_id": [naughty]})
    with pytest.raises(Unacceptable):
        services.keep(person.pk, naughty, {"text": ["Said"]}, now=MONDAY)
