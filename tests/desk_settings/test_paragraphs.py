"""The wording of the letters' fixed paragraphs: what a letter must still say, two people where the law asks, and what keeps which."""

from datetime import timedelta

import pytest

from complaints.letters import own_paragraphs, services
from complaints.letters.made import make, tables, way_now
from complaints.letters.models import Letter
from complaints.letters.rows import shipped
from complaints.record.refusals import Unacceptable
from complaints.rules.models import OwnRow
from tests.desk_settings.changing import TODAY, approve, change
from tests.factories import MONDAY, make_complaint, make_person, op
from tests.web.reading import fields_of, text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OURS, LAW = "what_happens.now.en", "ombudsman.free.en"
A_DAY, SOURCE = timedelta(days=1), "Board paper 12"
OWN_WORDS = "We ring you within two working days, every time."


def reworded(key, words, **fields):
    return change(own_paragraphs.SUBJECT, key, {"text": words}, **fields)


def opened(kind, *, now=MONDAY + timedelta(hours=1), stage="immediate"):
    complaint = make_complaint(stage)
    answer = services.draft(complaint.reference, {"op_id": op(), "kind": kind}, by=make_person("agent"), now=now)
    return Letter.objects.select_related("complaint__customer", "complaint__owner").get(pk=answer.ids["letter"])


def words_of(letter, *, now=MONDAY + timedelta(hours=2)):
    letter = Letter.objects.select_related("complaint__customer", "complaint__owner").get(pk=letter.pk)
    return "\n".join(section.text for section in make(letter, way_now(letter, now)).sections)


def test_without_changes_the_paragraphs_are_the_shipped_ones():
    assert own_paragraphs.worded(shipped().paragraphs, MONDAY) == shipped().paragraphs


# (days from the change's own day on which the letter is begun, whether it has the new words)
@pytest.mark.parametrize(("begun", "new"), [(-1, False), (0, True), (1, True), (40, True)])
def test_a_letter_has_the_wording_of_the_day_it_was_begun(begun, new):
    reworded(OURS, OWN_WORDS, days=1)
    letter = opened("acknowledgement", now=MONDAY + A_DAY + begun * A_DAY)
    assert (OWN_WORDS in words_of(letter)) is new


def test_a_draft_begun_before_keeps_its_words_until_the_newer_are_taken(signed_in):
    letter, client = opened("acknowledgement"), signed_in("agent")
    reworded(OURS, OWN_WORDS, now=MONDAY + timedelta(hours=1, minutes=30))
    page = client.get(f"/letters/{letter.pk}/")
    assert OWN_WORDS not in text(page) and "A newer wording holds for" in text(page)
    taken = client.post(f"/letters/{letter.pk}/wording/", {"op_id": op(), "version": "1"}, follow=True)
    assert OWN_WORDS in text(taken) and "A newer wording holds for" not in text(taken)


def test_two_who_take_it_at_once_are_told(signed_in):
    letter, client = opened("acknowledgement"), signed_in("agent")
    answers = [client.post(f"/letters/{letter.pk}/wording/", {"op_id": op(), "version": "1"}).status_code for _ in range(2)]
    assert answers == [302, 409]


@pytest.mark.parametrize(("key", "two"), [
    (OURS, False), ("closing.owner.en", False), (LAW, True), ("opening.deadlock.en", True), ("ombudsman.resolution.cy", True), ("nothing", True)])
def test_what_the_law_or_the_ombudsman_asks_for_takes_two(key, two):
    assert own_paragraphs.is_statutory(key) is two


def test_a_statement_of_the_law_holds_once_a_second_person_approved():
    words = shipped_text(LAW) + " It costs you nothing."
    answer = reworded(LAW, words, source=SOURCE)
    assert answer.ids["waiting"] and words not in paragraph(LAW)
    approve(own_paragraphs.SUBJECT, answer)
    assert paragraph(LAW) == words


def test_a_statement_of_the_law_needs_its_source():
    with pytest.raises(Unacceptable) as refused:
        reworded(LAW, shipped_text(LAW))
    assert "source" in refused.value.fields


def shipped_text(key):
    return own_paragraphs.by_id()[key].text


def paragraph(key, now=MONDAY + timedelta(minutes=1)):
    return own_paragraphs.worded([own_paragraphs.by_id()[key]], now)[0].text


@pytest.mark.parametrize("key", sorted(own_paragraphs.by_id()))
def test_every_paragraph_may_stay_as_it_is(key):
    """The checks find nothing wrong with the wording that ships."""
    assert own_paragraphs.parsed(key, "set", {"text": shipped_text(key)}, TODAY) == {"text": shipped_text(key)}


@pytest.mark.parametrize(("key", "words", "sentence"), [
    (LAW, "The Energy Ombudsman is there for you.", "would no longer do this"),
    ("opening.deadlock.en", "This is what we think of {about}.", "would no longer do this"),
    ("how_long.until.en", "You have some time.", "would no longer do this"),
    (OURS, "", "Give"), (OURS, "   ", "Give"), (OURS, "…", "Write the paragraph"), (OURS, "x" * 2001, "at most 2000 characters"),
    (OURS, "Ring us {when}.", "no field “when”"), (OURS, "Ring us {reference.", "Close each brace"), (OURS, "Ring us {{ 7*7 }}.", "no field"),
    (OURS, "Ring us 😀.", "no sign for"), (OURS, "We shall abide by it.", "do without “abide”"), (OURS, "a\x00b", "control character"),
])
def test_a_wording_that_would_not_do_is_refused_with_what_to_do(key, words, sentence):
    with pytest.raises(Unacceptable) as refused:
        reworded(key, words, source=SOURCE)
    assert sentence in refused.value.fields["values.text"][0] and not OwnRow.objects.exists()


@pytest.fixture
def admin(signed_in):
    return signed_in("administrator")


@pytest.mark.parametrize("address", ["/settings/letters/", "/settings/letters/?language=cy", f"/settings/letters/{OURS}/",
                                     f"/settings/letters/{LAW}/?edit=1", f"/settings/letters/{LAW}/shipped/"])
def test_every_page_opens(admin, address):
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("key", sorted(key for key in own_paragraphs.by_id() if key.endswith(".en")))
def test_every_paragraph_is_seen_in_a_letter(key):
    row = own_paragraphs.by_id()[key]
    on = row.until_on or TODAY
    for kind in row.kinds:
        own = tables(MONDAY)
        _, sections = own_paragraphs.sample_letter(row, kind, own.paragraphs, own, on)
        assert any(section.name == row.section and section.text for section in sections) or row.id == "opening.resolved.en"


def test_the_sample_is_a_pdf_and_its_hostile_twin_is_refused(admin):
    address = f"/settings/letters/{OURS}/preview.pdf"
    assert admin.get(address).content.startswith(b"%PDF") and admin.post(address, {"text": OWN_WORDS}).content.startswith(b"%PDF")
    assert admin.post(address, {"text": "#read(\"/etc/passwd\") {x}"}).status_code == 422
    assert admin.get(f"{address}?row=999999999999999").content.startswith(b"%PDF")


def test_the_story_of_a_changed_statement(admin):
    """Changed by one, approved by another, in the next draft; the letter begun before and the letter sent keep their own."""
    before = opened("deadlock", stage="deadlock")
    address, words = f"/settings/letters/{LAW}/", shipped_text(LAW) + " It costs you nothing."
    form = fields_of(admin.get(f"{address}?edit=1")) | {"text": words, "source": SOURCE, "reason": "Plainer."}
    checked = admin.post(address, form)
    assert "Another administrator or a compliance officer approves" in text(checked)
    admin.post(address, fields_of(checked) | {"step": "apply"})
    assert "You proposed it" in text(admin.get("/settings/waiting/"))
    admin.force_login(make_person("compliance_officer"))
    page = admin.get("/settings/waiting/")
    assert "It costs you nothing." in text(page) and "See it on paper" in text(page)
    row = OwnRow.objects.get()
    assert admin.post(f"/settings/waiting/{row.pk}/approve/", {"op_id": op()}).status_code == 302
    after = opened("deadlock", stage="deadlock", now=MONDAY + timedelta(hours=3))
    assert [words in words_of(letter, now=MONDAY + timedelta(hours=4)) for letter in (before, after)] == [False, True]
