"""The owner's worked examples, through the door that the API uses. Not run where their file does not lie beside the repository."""
import datetime
from pathlib import Path

import pytest
import yaml

import standards
from tests.standards.asking import TABLES, unlike

# What it proves is the same on both databases: it runs once.
pytestmark = pytest.mark.once

FILE = Path(__file__).resolve().parents[3] / "shared" / "standards-examples.yaml"
NOW = datetime.datetime(2026, 11, 30, 12, tzinfo=datetime.UTC)
ROUTING = ("ELC-CATEGORY", "ELC-KIND", "ROUTE")
TOLD = ("elc_category", "elc_kind", "outage_standard", "weather_category", "routes")


def examples():
    if not FILE.exists():
        return []
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def answered(example):
    """As the contract says: the nation is a fact, as_of may be one, three names ask the classifier, the bundle is SUP-METER."""
    from complaints.money import assessing

    facts = {"nation": example["nation"], **example["facts"]} if example.get("nation") else example["facts"]
    if example["standard"] in ROUTING:
        return standards.classify(facts, TABLES)
    code = example["standard"].removesuffix(" (bundle)")
    return assessing.finding_of(code, facts, rulebook="documents", as_of=example.get("as_of"), now=NOW).finding.as_json()


@pytest.mark.skipif(not FILE.exists(), reason="the owner's examples do not lie beside the repository")
@pytest.mark.parametrize("example", examples(), ids=lambda example: example["id"])
def test_the_owners_example(example, db):
    want = example["expect"]
    if example["standard"] in ROUTING:
        want = {name: want[name] for name in TOLD if name in want}
    assert want
    assert not unlike(answered(example), want)
