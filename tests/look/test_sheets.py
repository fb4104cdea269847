"""The style sheets: contrasts measured from the tokens, no second source of colour, nothing from elsewhere, no motion."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = sorted(FOLDER.glob("*.css"))
TOKENS = (FOLDER / "tokens.css").read_text()
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink2", "petrol", "red-text", "amber-text") for ground in ("sheet", "sheet2")],
    ("ink", "desk"), ("ink2", "desk"), ("petrol", "desk"), ("ink", "tint"), ("ink2", "tint"), ("on-petrol", "petrol"), ("on-petrol", "petrol-hi"),
    ("red-text", "red-tint"), ("amber-text", "amber-tint"), ("ink", "red-tint"), ("ink", "amber-tint"), ("ink2", "slate-tint"),
    ("bar-ink", "bar"), ("bar-mute", "bar"), ("bar-mute", "bar-field"), ("bar-ink", "bar-field"),
]  # fmt: skip
MARK_PAIRS = [("edge", "sheet"), ("edge", "desk"), ("red", "sheet"), ("amber", "sheet"), ("slate", "sheet"), ("focus", "sheet"), ("focus", "desk"),
              ("bar-line", "bar"), ("bar-line", "bar-field")]  # fmt: skip


def block(selector: str) -> dict[str, str]:
    """The custom properties of the first rule whose selector ends so."""
    body = re.search(re.escape(selector) + r" \{(.*?)\n\s*\}", TOKENS, re.S)[1]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", body))


LIGHT = block('[data-bs-theme="light"]')
DARK = LIGHT | block('[data-bs-theme="dark"]')
THEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_stands_out_at_least_4_5_to_1(theme: str, ink: str, ground: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_stand_out_at_least_3_to_1(theme: str, mark: str, ground: str) -> None:
    assert contrast(THEMES[theme][mark], THEMES[theme][ground]) >= 3


def test_dark_by_the_device_is_the_same_dark() -> None:
    assert LIGHT | block('[data-bs-theme="auto"]') == DARK


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_are_written_in_the_tokens_alone(sheet: Path) -> None:
    allowed = {"tokens.css", "letter.css", "print.css"}  # paper has its own white tokens; print is black on white
    assert sheet.name in allowed or not re.findall(r"#[0-9a-f]{3,8}\b(?![-\w])", re.sub(r"url\([^)]*\)", "", sheet.read_text()))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_token_used_is_defined(sheet: Path) -> None:
    every = "".join(one.read_text() for one in SHEETS)
    defined = set(re.findall(r"--([\w-]+):", every))
    assert {name for name in re.findall(r"var\(--([\w-]+)[,)]", sheet.read_text()) if not name.startswith("bs-")} <= defined


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_comes_from_elsewhere_and_nothing_moves(sheet: Path) -> None:
    text = sheet.read_text()
    assert "data:" not in text and "http" not in text and "@import" not in text
    assert not re.findall(r"(?:transition|animation)(?!: none)\s*:", text) and "smooth" not in text


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_pictures_and_fonts_that_are_named_exist(sheet: Path) -> None:
    named = re.findall(r'url\("\.\./img/([^"]+)"\)', sheet.read_text())
    assert all((FOLDER.parent / "img" / name).is_file() for name in named)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_braces_balance_and_the_file_stays_short(sheet: Path) -> None:
    text = sheet.read_text()
    assert text.count("{") == text.count("}") and len(text.splitlines()) <= 300


def test_no_text_is_smaller_than_14_px() -> None:
    sizes = [float(size) for sheet in SHEETS for size in re.findall(r"font-size: ([\d.]+)rem", sheet.read_text())]
    assert min(sizes) >= 0.875


def test_the_script_is_small() -> None:
    assert (FOLDER.parent / "js" / "desk.js").stat().st_size < 25_000
