"""The finished letter as plain data."""

import pytest

from complaints.letters.document import blocks, document, texts
from complaints.letters.facts import Addressee
from complaints.letters.kinds import Format, Kind, Language
from tests.letters.made import facts, sections


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("one", [("text", ["one"])]),
        ("one\ntwo\n\nthree", [("text", ["one", "two"]), ("text", ["three"])]),
        ("lead:\n• a\n• b\nrest", [("text", ["lead:"]), ("list", ["a", "b"]), ("text", ["rest"])]),
        ("\n\n  \n", []),
        ("- a\n# b", [("text", ["- a", "# b"])]),
        ("•", [("text", ["•"])]),
    ],
)
def test_text_becomes_paragraphs_and_lists(text, made):
    assert [(block["kind"], block["lines"]) for block in blocks(text)] == made


@pytest.mark.parametrize("salutation", ["Mrs Okafor", "Dear Mrs Okafor,", "Annwyl Mrs Okafor"])
def test_the_salutation_is_said_once(salutation):
    given = facts(addressee=Addressee("Mrs Rosalind Okafor", salutation))
    assert document(given, sections(given))["salutation"] == "Dear Mrs Okafor,"


def test_the_head_is_in_the_letters_language():
    given = facts(Kind.UPDATE, language=Language.WELSH)
    made = document(given, sections(given))
    assert (made["language"], made["date"], made["salutation"]) == ("cy", "11 Mai 2026", "Annwyl Mrs Okafor,")
    assert made["reference"] == "Cyfeirnod LM-26-04402-X"


def test_empty_sections_are_not_printed():
    given = facts(Kind.UPDATE)
    headings = [section["heading"] for section in document(given, sections(given, next_steps=""))["sections"]]
    assert "Our position" in headings and "What can happen next" not in headings


def test_large_print_is_asked_for():
    given = facts(format=Format.LARGE_PRINT)
    assert document(given, sections(given))["large_print"] is True


def test_every_text_of_the_document_is_looked_at():
    given = facts(addressee=Addressee("A 😀", "B 中", ("C ع",)))
    said = " ".join(texts(document(given, sections(given))))
    assert all(char in said for char in "😀中ع")
