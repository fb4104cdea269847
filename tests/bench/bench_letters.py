"""A letter from facts to file, beside a bare Typst compile of an equal page in the same run."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from complaints.letters import glyphs, paper
from complaints.letters.compose import compose, rewritten
from complaints.letters.document import document
from complaints.letters.facts import Facts
from complaints.letters.kinds import Kind
from tests.letters.made import TABLES, WRITTEN, facts

AT = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
LETTERS, ROUNDS = 6, 40
HEAD = """#set document(title: "{title}")
#set page(paper: "a4", margin: (x: 27mm, top: 20mm, bottom: 24mm), numbering: "1 of 1")
#set text(font: "Source Sans Pro", size: 11pt, lang: "en", region: "GB", fallback: false)

"""

Line = tuple[str, float, str, float]


def finished(given: Facts) -> dict:
    made = compose(given, TABLES.paragraphs, TABLES.contacts, glyphs.prints)
    return document(given, rewritten(made, WRITTEN))


def ours(given: Facts) -> Callable[[int], bytes]:
    """Facts with a reference of their own in, PDF out."""
    return lambda number: paper.render(finished(replace(given, reference=f"LM-{number:06d}")), at=AT)


def markup(page: dict) -> str:
    """The equal page written out by hand as Typst markup: same words, same look, nothing read from data."""
    company = page["company"]
    parts = [f"#text(size: 1.3em)[*{company['name']}*] {company['strapline']} #h(1fr) {page['company_address']}"]
    parts += ["#line(length: 100%, stroke: 1.2pt)"]
    address = " \\ ".join(page["address"])
    parts += [f"#grid(columns: (1fr, auto), align: (left, right))[{address}][{page['date']} \\ {page['reference']}]"]
    parts += [f"= {page['title']}", page["salutation"]]
    for section in page["sections"]:
        parts += [f"== {section['heading']}"] * bool(section["heading"])
        parts += ["\n".join("- " * (block["kind"] == "list") + line for line in block["lines"]) for block in section["blocks"]]
    signed = " \\ ".join(page["signed"])
    parts += [f"#block(breakable: false)[{page['sign_off']}\n\n{signed}]"]
    return "\n\n".join(parts).replace("@", "\\@").replace("LM-XXXXXX", "#sys.inputs.reference")


def bare(given: Facts, folder: str) -> Callable[[int], bytes]:
    """The library alone: the equal page as markup, the same fonts and standards, the reference put in."""
    page = finished(replace(given, reference="LM-XXXXXX"))
    path = Path(folder) / "letter.typ"
    path.write_text(HEAD.format(title=page["title"]) + markup(page))
    _, fonts = paper._fonts()
    compiler = typst.Compiler(str(path), root=folder, font_paths=fonts, ignore_system_fonts=True)
    return lambda number: compiler.compile(
        format="pdf",
        sys_inputs={"reference": f"LM-{number:06d}"},
        pdf_standards=list(paper.STANDARDS),
        timestamp=int(AT.timestamp()),
    )


def fastest(calls: dict[str, Callable[[int], bytes]]) -> dict[str, float]:
    """Least processor seconds a letter for each call, taken in turns; every letter differs from all before it."""
    best = dict.fromkeys(calls, float("inf"))
    for turn in range(ROUNDS):
        for name, call in calls.items():
            start = time.process_time()
            for number in range(LETTERS):
                call(turn * LETTERS + number)
            best[name] = min(best[name], (time.process_time() - start) / LETTERS)
    return best


def run() -> list[Line]:
    """`(name, value, unit, ratio to a bare compile)` for a letter of one page and one of two."""
    lines = []
    for name, kind in (("letter, one page (update)", Kind.UPDATE), ("letter, two pages (deadlock)", Kind.DEADLOCK)):
        with TemporaryDirectory() as folder:
            given = facts(kind)
            taken = fastest({"ours": ours(given), "bare": bare(given, folder)})
        lines.append((name, round(1 / taken["ours"], 1), "letters/s/core", round(taken["ours"] / taken["bare"], 2)))
    return lines


if __name__ == "__main__":
    for line in run():
        print(*line)
