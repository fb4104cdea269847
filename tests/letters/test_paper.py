"""The PDF: tagged, titled, in its language and order, with everybody's words as they were typed, the same every time."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from complaints.letters import paper
from complaints.letters.document import document
from complaints.letters.facts import Addressee, Company
from complaints.letters.kinds import Format, Kind, Language
from tests.letters.made import AT, EVERY, facts, sections

ROOT = Path(__file__).resolve().parents[2]
LITERAL = ["#", "{{7*7}}", "$x$", "@preview", "<b>b</b>", '#read("/etc/passwd")', "*bold*", "_it_", "= Head", "\\n", "//c", "/*c*/"]


def printed(given=None, **texts):
    given = given or facts()
    return paper.render(document(given, sections(given, **texts)), at=AT)


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def words(pdf):
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_kind_reads_back_tagged_titled_with_language_and_order(kind, language):
    given = facts(kind, language=language)
    pdf = printed(given)
    root, said = read(pdf).trailer["/Root"], words(pdf)
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == {"en": "en-GB", "cy": "cy"}[language]
    made = document(given, sections(given))
    assert read(pdf).metadata.title == made["title"]
    order = [said.index(section["heading"]) for section in made["sections"] if section["heading"]]
    assert order == sorted(order) and said.index(made["title"]) < order[0]


def test_the_file_says_which_standards_it_keeps():
    marks = read(printed()).xmp_metadata.rdf_root.toxml()
    assert "pdfuaid:part>1<" in marks and "pdfaid:part>2<" in marks and "pdfaid:conformance>A<" in marks


def test_all_fonts_are_embedded_and_ours():
    fonts = {font for page in read(printed()).pages for font in page["/Resources"]["/Font"].values()}
    names = [font.get_object()["/BaseFont"] for font in fonts]
    assert names and all("+SourceSansPro-" in name for name in names)
    inner = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in inner)


@pytest.mark.parametrize("typed", LITERAL)
def test_typed_words_come_out_as_they_were_typed(typed):
    who = Addressee(f"Mrs {typed}", f"Mrs {typed}", (typed,))
    said = words(printed(facts(addressee=who, about=typed), position=f"Said {typed} here"))
    assert f"Said {typed} here" in said
    assert f"Dear Mrs {typed}," in said
    assert "root:" not in said and "49" not in said.replace("LM-26-04402-X", "")


@pytest.mark.poppler
def test_welsh_letters_print_right_and_the_tags_say_so(tmp_path):
    pdf = printed(facts(language=Language.WELSH), position="Y dŵr a'r tŷ, Ŵ ac Ŷ, Siân Łukasz")
    (tmp_path / "a.pdf").write_bytes(pdf)
    said = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Y dŵr a'r tŷ, Ŵ ac Ŷ, Siân Łukasz" in said
    tags = subprocess.run(["pdfinfo", "-struct", tmp_path / "a.pdf"], capture_output=True, check=True).stdout.decode("latin-1")
    assert tags.count("H1 ") == 1 and tags.count("H2 ") >= 6 and "LBody" in tags


def test_twenty_five_thousand_characters_run_over_pages_and_none_is_lost():
    told = [f"word{number:05d}" for number in range(2500)]
    pdf = printed(position=" ".join(told))
    said = words(pdf)
    assert len(read(pdf).pages) > 3
    assert all(word in said for word in told)
    assert f"Page 2 of {len(read(pdf).pages)}" in said


def test_a_run_without_spaces_stays_on_the_paper():
    assert words(printed(position="x" * 3000)).replace(" ", "").count("x") >= 3000


def test_the_sign_off_stays_together():
    for lines in range(20, 44, 3):
        last = read(printed(position="One line.\n" * lines)).pages[-1].extract_text()
        assert ("Yours sincerely" in last) and ("Priya Raman" in last) and ("Senior manager" in last)


def test_the_same_letter_at_the_same_moment_is_the_same_file():
    assert len({paper.sha256(printed()) for _ in range(3)}) == 1
    assert paper.sha256(printed()) != paper.sha256(printed(position="Something else."))


def test_large_print_is_larger():
    def sizes(pdf):
        found = []
        read(pdf).pages[0].extract_text(visitor_text=lambda text, cm, tm, font, size: found.append(size * abs(tm[0])))
        return max(found)

    assert sizes(printed(facts(format=Format.LARGE_PRINT))) > 1.5 * sizes(printed())


@pytest.mark.parametrize("where", ["position", "name"])
def test_a_character_the_fonts_lack_is_refused_by_name(where):
    given = facts(addressee=Addressee("Mrs 😀", "Mrs")) if where == "name" else facts()
    with pytest.raises(paper.Unprintable, match="grinning face") as refused:
        printed(given, **({"position": "No 😀"} if where == "position" else {}))
    assert refused.value.characters == ("😀",)


def test_threads_print_at_once_and_each_its_own_letter():
    with ThreadPoolExecutor(4) as pool:
        pdfs = list(pool.map(lambda number: printed(position=f"Letter {number}."), range(12)))
    assert [f"Letter {number}." in words(pdf) for number, pdf in enumerate(pdfs)] == [True] * 12


FORKED = """
import os, sys
from tests.letters.test_paper import paper, printed
one = paper.sha256(printed())
child = os.fork()
if child == 0:
    os._exit(0 if paper.sha256(printed()) == one else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_process_forked_after_printing_prints_too_and_does_not_hang():
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", FORKED], cwd=ROOT, env=environment, timeout=60, check=False)
    assert done.returncode == 0


def test_the_printer_reads_no_file_outside_its_folder():
    assert paper.ROOT.is_dir() and sorted(path.name for path in paper.ROOT.iterdir()) == ["letter.typ", "record.typ", "report.typ"]
    assert not [path.name for path in paper.ROOT.iterdir() if "import" in path.read_text() or "@preview" in path.read_text()]


def test_an_update_letter_fits_on_one_page():
    assert len(read(printed(facts(Kind.UPDATE))).pages) == 1


def test_a_case_that_gives_nothing_still_prints_its_gaps():
    bare = facts(addressee=Addressee("", ""), company=Company(""), owner_name="", owner_role="", reference="", about="")
    assert "________" in words(printed(bare))
