"""Which characters the fonts have, and how those they lack are named."""

import pytest

from complaints.letters import glyphs


@pytest.mark.parametrize("char", "aZ09 \n£€“”‘’–—…•ŵŷŴŶâêîôûáéíóúïöäŁéñçβЖ✓")
def test_letters_of_these_islands_print(char):
    assert glyphs.prints(char)


@pytest.mark.parametrize("char", ["😀", "中", "ع", "\u202e", "\u2067", "\U0001f468", "\ue000", "\uffff"])
def test_characters_without_a_sign_do_not_print(char):
    assert not glyphs.prints(char)


def test_lacking_names_each_once_in_order_after_tidying():
    assert glyphs.lacking(["ok w\u0302", "中😀中", "so\u00adft\t"]) == ("中", "😀")


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("😀", "“😀” (grinning face, U+1F600)"),
        ("\u202e", "right-to-left override, U+202E"),
        ("\ud800", "a character without a name, U+D800"),
        ("\ue000", "“\ue000” (a character without a name, U+E000)"),
    ],
)
def test_a_character_is_named(char, name):
    assert glyphs.name_of(char) == name


def test_a_refusal_names_five_and_counts_the_rest():
    said = glyphs.refusal(tuple("一二三四五六七"))
    assert said.count("cjk unified") == 5 and "and 2 more" in said


def test_the_weights_in_use_are_there():
    assert [path.is_file() for path in glyphs.font_files()] == [True] * 2
