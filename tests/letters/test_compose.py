"""What goes into a letter: the right sections, the later date, the class's paragraph, words of people as data."""

from datetime import date

import pytest

from complaints.letters.checklist import checklist
from complaints.letters.compose import compose, rewritten, title, without_acceptance
from complaints.letters.facts import Addressee, Offer, Windows, until
from complaints.letters.kinds import SECTIONS, Format, Kind, Language
from tests.letters.made import EVERY, TABLES, facts, moment, sections, text


def draft(given, prints=lambda char: True):
    return compose(given, TABLES.paragraphs, TABLES.contacts, prints)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_sections_come_in_the_kinds_order_and_nothing_is_left_unfilled(kind, language):
    made = draft(facts(kind, language=language))
    order = [section.name for section in SECTIONS[kind]]
    assert [section.name for section in made] == [name for name in order if name in {s.name for s in made}]
    assert all(not section.missing for section in made)


@pytest.mark.parametrize(
    ("documents", "law", "printed"),
    [
        (date(2026, 12, 24), date(2027, 5, 13), "13 May 2027"),
        (date(2027, 5, 13), date(2026, 12, 24), "13 May 2027"),
        (date(2026, 12, 24), None, "24 December 2026"),
        (None, date(2027, 5, 13), "13 May 2027"),
    ],
)
def test_the_later_of_both_last_days_is_printed(documents, law, printed):
    given = facts(windows=Windows(documents, law))
    assert f"You have until {printed} to take" in text(draft(given), "how_long")


def test_no_last_day_at_all_is_missing_and_not_made_up():
    made = draft(facts(windows=Windows()))
    assert until(Windows()) is None
    assert next(section for section in made if section.name == "how_long").missing == ("until",)


def test_what_a_person_must_write_is_empty_and_the_case_only_suggests():
    given = facts(recorded_position="It was our fault.")
    made = {section.name: section for section in draft(given)}
    assert (made["position"].text, made["offer"].text) == ("", "")
    assert (made["position"].suggestion, made["offer"].suggestion) == ("It was our fault.", "£75 for the delay.")


def test_the_summary_lists_log_and_stages_in_order():
    assert text(draft(facts()), "summary").splitlines() == [
        "• 24 March 2026: we received your complaint",
        "• 25 March 2026: Dan Whitlock rang back.",
        "• 24 April 2026: you asked for a senior manager to look at it",
        "• 30 April 2026: I rang you.",
        "• 1 May 2026: you told us that our answer did not settle it",
    ]


@pytest.mark.parametrize(("called", "said_no", "order"), [
    (11, 14, ["received", "I rang", "did not settle"]), (14, 11, ["received", "did not settle", "I rang"]),
    (11, 11, ["received", "I rang", "did not settle"]), (0, 8, ["received", "I rang", "did not settle"]),
])
def test_the_summary_of_one_day_stands_in_the_order_in_which_it_happened(called, said_no, order):
    given = facts(received_on=date(2026, 3, 2), communications=((moment(3, 2, called), "I rang you."),), escalated_at=None,
                  not_satisfied_at=moment(3, 2, said_no))
    lines = text(draft(given), "summary").splitlines()
    assert len(lines) == 3 and all(words in line for words, line in zip(order, lines, strict=True))


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (Offer("x", True, date(2026, 6, 30)), "stays open if you go to the Energy Ombudsman. You can accept it until 30 June"),
        (Offer("x", True), "no last day"),
        (Offer("x", False, date(2026, 6, 30)), "until 30 June 2026."),
        (Offer("x", False), "the offer is withdrawn"),
        (None, "To accept anything offered in this letter"),
    ],
)
def test_how_and_by_when_to_accept_follows_the_offer_on_the_case(offer, said):
    assert said in text(draft(facts(offer=offer)), "accept_offer")


@pytest.mark.parametrize(("said", "stays"), [("We make no offer.", False), ("We offer you £75. It stays open.", True)])
def test_a_deadlock_letter_that_plainly_makes_no_offer_says_nothing_of_accepting_one(said, stays):
    given = facts(offer=None)
    made = without_acceptance(given, rewritten(draft(given), {"offer": said}))
    assert ("accept_offer" in {section.name for section in made}) is stays
    assert ("D7" in {item.id for item in checklist(given, made, TABLES)}) is stays


def test_an_eight_week_letter_without_an_offer_says_nothing_of_accepting_one():
    assert text(draft(facts(Kind.EIGHT_WEEK, offer=None)), "accept_offer") == ""


@pytest.mark.parametrize(
    ("customer_class", "today", "careful"),
    [
        ("domestic", date(2026, 5, 11), False),
        ("unknown", date(2026, 5, 11), False),
        ("micro_business", date(2026, 5, 11), False),
        ("small_business", date(2026, 5, 11), False),
        ("small_business", date(2024, 12, 18), True),
        ("small_business", date(2024, 12, 19), False),
        ("large_business", date(2026, 5, 11), True),
        ("not_a_customer", date(2026, 5, 11), True),
    ],
)
def test_outside_the_schemes_classes_the_ombudsman_decides_whether_it_can_help(customer_class, today, careful):
    said = text(draft(facts(customer_class=customer_class, today=today)), "class_note")
    assert ("for the Ombudsman to decide" in said) is careful


@pytest.mark.parametrize(("today", "named"), [(date(2026, 4, 5), False), (date(2026, 4, 6), True)])
def test_a_resolution_letter_names_the_ombudsman_since_6_april_2026(today, named):
    assert ("Energy Ombudsman" in text(draft(facts(Kind.RESOLUTION, today=today)), "ombudsman")) is named


def test_a_part_not_given_says_why():
    made = draft(facts(Kind.RESOLUTION))
    assert text(made, "apology") == "I have not offered an apology. The reason is this: None is due."
    assert text(made, "explanation") == "The crew was not booked."


def test_a_representative_is_told_whose_complaint_it_is():
    who = Addressee("Mr A Friend", "Mr Friend", (), acts_for="Mrs Rosalind Okafor")
    assert "you act for Mrs Rosalind Okafor" in text(draft(facts(addressee=who)), "opening")


def test_a_customer_in_scotland_is_told_of_the_scottish_body_first():
    lines = text(draft(facts(nation="scotland")), "advice").splitlines()
    assert lines[1].startswith("• Advice Direct Scotland") and "Citizens Advice" in lines[2]


def test_another_format_says_how_else_they_were_told():
    given = facts(format=Format.BRAILLE, told_otherwise="I read this letter to you on the telephone.")
    assert "I read this letter to you on the telephone." in text(draft(given), "opening")


@pytest.mark.parametrize("words", ["{{7*7}}", "{company}", '#read("x")', "<b>", "{about.__class__}"])
def test_words_of_the_customer_come_out_as_they_went_in(words):
    made = draft(facts(about=words, communications=((moment(4, 2), words),)))
    assert f"complaint about {words}, which" in text(made, "opening")
    assert f"2 April 2026: {words}" in text(made, "summary")


def test_a_long_description_is_quoted_and_shortened():
    said = text(draft(facts(about="I have “called” and called. " * 900, about_is_quoted=True)), "opening")
    assert "about “I have ‘called’ and called." in said and "…”" in said and len(said) < 500


def test_log_words_that_cannot_be_printed_are_left_out_of_the_summary_alone():
    made = draft(facts(communications=((moment(4, 2), "ok 😀"),)), prints=lambda char: char != "😀")
    assert "2 April 2026: ok […]" in text(made, "summary")


def test_every_filled_in_word_tells_where_it_comes_from():
    opening = next(section for section in draft(facts()) if section.name == "opening")
    assert opening.fields["received_on"] == "the complaint: the day we received it"
    assert "".join(piece.text for piece in opening.pieces) == opening.text


def test_a_locked_section_cannot_be_rewritten():
    made = rewritten(draft(facts()), {"ombudsman": "Do not go there.", "position": " Ours.\r\n", "no_such": "x"})
    assert "independent" in text(made, "ombudsman")
    assert text(made, "position") == "Ours."


def test_the_title_says_what_kind_of_letter_it_is():
    assert title(facts()) == "This is our final position on your complaint"
    assert title(facts(Kind.EIGHT_WEEK, language=Language.WELSH)) == "Dyma ein llythyr wyth wythnos am eich cwyn"


def test_a_section_no_row_applies_to_is_left_out():
    assert "class_note" not in {section.name for section in sections(facts())}
