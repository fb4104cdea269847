"""The catalogue itself: 72 rows, 46 exemption codes, whole, sourced and in our own words."""
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

import standards
from tests.standards.asking import TABLES
from tests.standards.breaches import EVERY, PAYING

SHARED = Path(__file__).resolve().parents[3] / "shared"
SEED = next(iter(sorted((SHARED / "seeds").glob("004*.txt"))), None)
OWNERS = SHARED / "standards-catalogue.yaml"
BY_REGIME = {"supplier": 17, "electricity_distribution": 10, "electricity_connections": 27, "gas_transporter": 14, "licence_condition": 4}
MOST_WORDS = 11

beside_the_seed = pytest.mark.skipif(SEED is None, reason="the owner's documents do not lie beside the repository")
beside_the_catalogue = pytest.mark.skipif(not OWNERS.exists(), reason="the owner's catalogue does not lie beside the repository")


def test_72_rows_by_regime():
    assert Counter(standard.regime for standard in standards.CATALOGUE) == BY_REGIME
    assert {standard.code for standard in standards.CATALOGUE} == set(EVERY)
    assert set(standards.REGIMES) == set(BY_REGIME)


def test_46_exemption_codes():
    assert len(standards.EXEMPTIONS) == 46
    assert all(code == exemption.code and exemption.meaning and exemption.source for code, exemption in standards.EXEMPTIONS.items())


@pytest.mark.parametrize("standard", standards.CATALOGUE, ids=lambda standard: standard.code)
def test_every_row_is_whole_and_sourced(standard):
    assert standards.find(standard.code) is standard
    assert all((standard.title, standard.liable, standard.duty, standard.source, standard.lines, standard.facts))
    assert all(1 <= line <= 229 for line in standard.lines)
    assert standard.pays is (standard.code in PAYING or standard.code == "GAS-GS10")
    assert set(standard.exemptions) <= set(standards.EXEMPTIONS)
    assert standard.claim_required is (standard.code in ("EL-R10", "EL-R12", "GAS-GS3", "GAS-GS13"))


@pytest.mark.parametrize("standard", standards.CATALOGUE, ids=lambda standard: standard.code)
def test_every_fact_is_labelled_and_has_a_name_of_its_own(standard):
    names = [fact.name for fact in standard.facts]
    assert len(names) == len(set(names))
    assert all(fact.label for fact in standard.facts)
    assert all(fact.options for fact in standard.facts if fact.kind == "choice")


@pytest.mark.parametrize("standard", standards.CATALOGUE, ids=lambda standard: standard.code)
def test_both_books_print_the_rule_in_words(standard):
    versions = standards.versions(standard, TABLES)
    assert {row.book for row in versions} == {"documents", "law"}
    for row in versions:
        words = standards.words.rule_words(standard, row)
        assert words and all(sentence[0].isupper() and sentence.endswith(".") for sentence in words)


def test_an_unknown_code_is_none():
    assert standards.find("EL-R9") is None
    assert standards.find("") is None


DIRECT_ONLY = {f"GAS-GS{number}" for number in range(4, 12)}


@pytest.mark.parametrize("standard", [row for row in standards.CATALOGUE if row.regime == "gas_transporter"], ids=lambda row: row.code)
def test_gas_connection_sums_go_to_the_customer_only(standard):
    """Seed line 213: GS4 to GS11 directly, the others directly or through the supplier."""
    assert set(standard.routes) == ({"direct"} if standard.code in DIRECT_ONLY else {"direct", "via_supplier"})


@cache
def owners():
    return {row["code"]: row for row in yaml.safe_load(OWNERS.read_text(encoding="utf-8"))["standards"]} if OWNERS.exists() else {}


@beside_the_catalogue
@pytest.mark.parametrize("code", owners())
def test_the_facts_are_those_of_the_owners_catalogue(code):
    wanted = {}
    for fact in owners()[code]["facts"]:
        wanted[fact["name"]] = fact["required"] or wanted.get(fact["name"], False)
    ours = {fact.name: fact.required for fact in standards.find(code).facts}
    assert {name: ours.get(name) for name in wanted} == wanted


def open_readings():
    """Readings of which another fair one exists: the program names those that it uses."""
    text = (SHARED / "readings.md").read_text(encoding="utf-8")
    return {code for code, weight in re.findall(r"^- \*\*(A\d+)\*\* \(([^)]*)\)", text, re.MULTILINE) if weight.startswith("open")}


@beside_the_catalogue
def test_every_open_reading_that_a_row_rests_on_is_named():
    rests = {code: set(row["ambiguities"]) & open_readings() for code, row in owners().items()}
    assert not {code: found for code, readings in rests.items() if (found := readings - set(standards.find(code).readings))}


def words(text):
    return re.findall(r"[a-z0-9£]+", text.lower().replace("’", "").replace("'", ""))


def runs(text):
    found = words(text)
    return {tuple(found[at:at + MOST_WORDS + 1]) for at in range(len(found) - MOST_WORDS)}


def told():
    """Every sentence of ours that a person may read."""
    for standard in standards.CATALOGUE:
        yield from (standard.title, standard.liable, standard.duty)
        yield from (text for fact in standard.facts for text in (fact.label, fact.hint or ""))
        for row in standards.versions(standard, TABLES):
            yield " ".join(standards.words.rule_words(standard, row))
    yield from (exemption.meaning for exemption in standards.EXEMPTIONS.values())


@beside_the_seed
def test_nothing_is_copied_from_the_document():
    """No run of twelve words of the document stands in our own."""
    seed = runs(SEED.read_text(encoding="utf-8"))
    assert not [text for text in told() if runs(text) & seed]
