"""Prints a finished document as a tagged PDF (PDF/UA-1 and PDF/A-2a at once) with Typst. No network, no files but ours.

The document goes in as JSON and is never read as markup. A compiler is kept for each thread. Typst's own worker
threads do not survive a fork: a process forked after its parent has printed would wait for ever, so such a process
prints through a fresh interpreter instead.
"""

import hashlib
import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from complaints.letters import glyphs
from complaints.letters.document import texts

ROOT = Path(__file__).resolve().parents[2] / "templates" / "paper"
TEMPLATE = ROOT / "letter.typ"
STANDARDS = ("ua-1", "a-2a")
FRESH_INTERPRETER_SECONDS = 60

_kept = threading.local()
_printed_in: dict[str, int] = {}


class Unprintable(ValueError):
    """Some characters have no sign in the letter's fonts. `characters` holds them, the message names them."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        super().__init__(glyphs.refusal(characters))
        self.characters = characters


class PrintingFailed(RuntimeError):
    """The printer gave up on a document; a fault of ours, not of what was typed."""


def render(document: dict, *, at: datetime, template: str = TEMPLATE.name) -> bytes:
    """The PDF of a document made by `document.document`. The same document and moment give the same bytes.

    `at` is an aware moment, written into the file. `template` is the name of one of our papers. Raises Unprintable, PrintingFailed.
    """
    lacking = glyphs.lacking(texts(document))
    if lacking:
        raise Unprintable(lacking)
    seconds = int(at.astimezone(UTC).timestamp())
    data = json.dumps({**document, "at": at.astimezone(UTC).timetuple()[:6]}, ensure_ascii=False)
    return _print(data, seconds, template) if _may_print_here() else _print_elsewhere(data, seconds, template)


def sha256(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def _may_print_here() -> bool:
    return _printed_in.setdefault("pid", os.getpid()) == os.getpid()


def _print(data: str, seconds: int, template: str) -> bytes:
    try:
        return _compiler(template).compile(format="pdf", sys_inputs={"data": data}, pdf_standards=list(STANDARDS), timestamp=seconds)
    except typst.TypstError as error:
        raise PrintingFailed(str(error)) from error


def _compiler(template: str) -> typst.Compiler:
    """This thread's compiler. It is given the template's path: one made from bytes fails at its second document."""
    compilers = vars(_kept).setdefault("compilers", {})
    if template not in compilers:
        folder, fonts = _fonts()
        compilers[template] = typst.Compiler(
            str(ROOT / template), root=str(ROOT), font_paths=fonts, ignore_system_fonts=True,
            package_path=folder.name, package_cache_path=folder.name,
        )  # fmt: skip
    return compilers[template]


@cache
def _fonts() -> tuple[TemporaryDirectory, typst.Fonts]:
    """Only the weights that letters use, lest two files of one weight make the choice an accident of the disk."""
    folder = TemporaryDirectory(prefix="letter-fonts-")
    for path in glyphs.font_files():
        (Path(folder.name) / path.name).symlink_to(path)
    return folder, typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder.name])


def _print_elsewhere(data: str, seconds: int, template: str) -> bytes:
    command = [sys.executable, "-m", "complaints.letters.paper", str(seconds), template]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(  # noqa: S603  our own interpreter and module, nothing typed by anybody
        command, input=data.encode(), capture_output=True, cwd=root, timeout=FRESH_INTERPRETER_SECONDS, check=False
    )
    if done.returncode:
        raise PrintingFailed(done.stderr.decode(errors="replace")[-500:])
    return done.stdout


if __name__ == "__main__":
    sys.stdout.buffer.write(_print(sys.stdin.buffer.read().decode(), int(sys.argv[1]), sys.argv[2]))
