"""A value is data: whatever it looks like, it comes out as it went in."""

import pytest

from complaints.letters.merge import GAP, UnknownField, pieces, text_of

SOURCES = {"about": "the complaint", "company": "settings"}
HOSTILE = [
    "{{7*7}}", "{% load x %}", "{{settings.SECRET_KEY}}", "{about.__class__}", "{company}", "{0}", "{}", "{", "}", "{{", "%s",
    "${7*7}", "#read(\"/etc/passwd\")", "$ x $", "@preview", "<b>", "\\u{41}", "{about!r:>{width}}", "__import__('os')",
]  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_never_read_as_a_template(value):
    made = pieces("About {about}, {company}.", {"about": value, "company": "Lastmile"}, SOURCES)
    assert text_of(made) == f"About {value}, Lastmile."


@pytest.mark.parametrize("name", ["", "about.__class__", "about[0]", "about!r", "about:>9", "SECRET_KEY", "0", " about"])
def test_a_field_outside_the_list_is_refused(name):
    with pytest.raises(UnknownField):
        pieces(f"x {{{name}}}", {name: "y"}, SOURCES)


def test_pieces_say_what_was_filled_in_and_from_where():
    made = pieces("About {about}.", {"about": "it"}, SOURCES)
    assert [(piece.text, piece.field, piece.source) for piece in made] == [
        ("About ", "", ""), ("it", "about", "the complaint"), (".", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("values", [{}, {"about": ""}])
def test_a_missing_value_leaves_a_gap_that_can_be_seen(values):
    assert text_of(pieces("About {about}.", values, SOURCES)) == f"About {GAP}."
