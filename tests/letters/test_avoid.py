"""Words to avoid: found in our sentences, left alone in the customer's, and only fixed wording refuses."""

import pytest

from complaints.letters.avoid import words_to_avoid
from complaints.letters.compose import Section
from complaints.letters.merge import Piece
from tests.letters.made import TABLES, facts, sections


def found(text, locked=False, pieces=()):
    made = (Section("position", "", locked, False, text, pieces),)
    return [(avoid.word, avoid.count, avoid.refuses) for avoid in words_to_avoid(made, TABLES.avoid)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No further redress is due.", [("redress", 1, False)]),
        ("A remedy, or remedies.", [("remedy", 2, False)]),
        ("It is BINDING; we abide by it.", [("binding", 1, False), ("abide", 1, False)]),
        ("You have exhausted our procedure.", [("exhausted", 1, False)]),
        ("We are obliged to.", [("oblige", 1, False)]),
        ("This constitutes our answer.", [("constitutes", 1, False)]),
        ("The redress\nscheme.", [("redress scheme", 1, False)]),
        ("Go to the address. Abideable. Nonbinding.", []),
        ("You wrote: “I want redress”.", []),
        ('You wrote: "a binding promise".', []),
        ("“Quoted” and redress “quoted”.", [("redress", 1, False)]),
        ("An open “quotation that never ends, redress.", [("redress", 1, False)]),
    ],
)
def test_words_to_avoid_in_our_own_sentences(text, words):
    assert sorted(found(text)) == sorted(words)


def test_a_word_in_fixed_wording_refuses_sending():
    assert found("We owe redress.", locked=True) == [("redress", 1, True)]


def test_a_word_that_was_filled_in_from_the_log_is_shown_but_does_not_refuse():
    pieces = (Piece("You told us: "), Piece("pay redress", "communications", "the log"))
    assert found("You told us: pay redress", locked=True, pieces=pieces) == [("redress", 1, False)]


def test_the_entry_names_section_and_what_to_say_instead():
    (avoid,) = words_to_avoid(sections(facts(), position="No redress."), TABLES.avoid)
    assert (avoid.where, avoid.suggestion) == ("position", "payment, or putting it right")
