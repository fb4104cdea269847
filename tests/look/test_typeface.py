"""The served typeface: small, whole for English and Welsh, the packaged outlines, the same bytes each time."""

import struct
import zlib

import pytest
from django.contrib.staticfiles import finders

from config import typeface
from config.packaged_files import package_folder

SOURCE = package_folder(typeface.PACKAGE) / "files"
WEIGHTS = sorted(typeface.WEIGHTS)


def packaged(weight: int) -> bytes:
    return (SOURCE / f"SourceSansPro-{typeface.WEIGHTS[weight]}.ttf").read_bytes()


def unpacked(font: bytes) -> dict[bytes, bytes]:
    """The tables of a WOFF file."""
    count = struct.unpack(">H", font[12:14])[0]
    tables = {}
    for n in range(count):
        tag, at, size, plain, _ = struct.unpack(">4sLLLL", font[44 + 20 * n : 64 + 20 * n])
        body = font[at : at + size]
        tables[tag] = zlib.decompress(body) if size < plain else body
    return tables


def signs(cmap: bytes) -> dict[int, int]:
    """Sign → glyph of the served font's one table of groups."""
    count = struct.unpack(">L", cmap[24:28])[0]
    groups = [struct.unpack(">LLL", cmap[28 + 12 * n : 40 + 12 * n]) for n in range(count)]
    return {sign: glyph + sign - first for first, last, glyph in groups for sign in range(first, last + 1)}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_weight_is_served_under_50_kb(weight: int) -> None:
    assert len(typeface.woff(typeface.subset(packaged(weight)))) < 50_000


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("text", ["Complaint £75.00, 9–12 May…", "ŵŷŴŶâêîôûïẁẃẅỳ", "“said” ‘so’ – €−→✓", "Łukasz Szymański, Siân"])
def test_the_signs_the_desk_prints_are_there(weight: int, text: str) -> None:
    known = signs(typeface.subset(packaged(weight))[b"cmap"])
    assert [sign for sign in text if ord(sign) not in known] == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_outlines_are_the_packaged_ones_with_all_their_parts(weight: int) -> None:
    before = typeface.outlines(typeface.tables_of(packaged(weight)))
    small = typeface.subset(packaged(weight))
    after = typeface.outlines(small)
    glyphs = typeface.closure(set(signs(small[b"cmap"]).values()), before)
    assert len(after) == len(before)
    assert all(after[glyph].rstrip(b"\0") == before[glyph].rstrip(b"\0") for glyph in glyphs)


def test_an_accented_letter_keeps_the_parts_it_is_made_of() -> None:
    font = packaged(400)
    drawn = typeface.outlines(typeface.tables_of(font))
    letter = typeface.signs_of(typeface.tables_of(font)[b"cmap"])[ord("ŵ")]
    parts = set(typeface.parts_of(drawn[letter]))
    kept = typeface.outlines(typeface.subset(font))
    assert parts and all(kept[part] for part in parts)


def test_signs_outside_the_subset_are_left_out() -> None:
    known = signs(typeface.subset(packaged(400))[b"cmap"])
    assert ord("Ж") in typeface.signs_of(typeface.tables_of(packaged(400))[b"cmap"])
    assert ord("Ж") not in known


def test_digits_are_tabular() -> None:
    small = typeface.subset(packaged(400))
    known = signs(small[b"cmap"])
    widths = {struct.unpack(">H", small[b"hmtx"][4 * known[ord(digit)] :][:2])[0] for digit in "0123456789"}
    assert len(widths) == 1


def test_the_woff_file_gives_back_the_tables_it_was_made_of() -> None:
    tables = typeface.subset(packaged(700))
    assert unpacked(typeface.woff(tables)) == tables


def test_the_same_font_is_made_byte_for_byte_each_time() -> None:
    assert typeface.woff(typeface.subset(packaged(600))) == typeface.woff(typeface.subset(packaged(600)))


def test_the_changed_font_does_not_carry_the_reserved_name() -> None:
    names = typeface.subset(packaged(400))[b"name"].decode("utf-16-be", "ignore")
    assert "Desk Sans" in names and "Source" not in names


def test_a_font_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="sign table"):
        typeface._format_four(struct.pack(">HHH", 6, 10, 0))


def test_the_finder_serves_the_weights_and_the_licence() -> None:
    names = ["fonts/OFL.txt", *(f"fonts/desk-{weight}.woff" for weight in WEIGHTS)]
    assert all(finders.find(name) for name in names)
    assert {f"fonts/{name}" for name, _ in typeface.TypefaceFinder().list([])} == set(names)


@pytest.mark.parametrize("name", ["fonts/../secret_key", "fonts/none.woff", "fonts/", "css/none.css"])
def test_the_finder_finds_nothing_else(name: str) -> None:
    assert not typeface.TypefaceFinder().find(name)
