"""No input gets a 5xx from the standards: facts that fit, then spoilt in a few places by what breaks programs."""

import json
import random

import pytest

import standards
from standards.facts import LISTS
from tests.fuzz import naughty
from tests.fuzz.bodies import DAYS, MOMENTS

SHARDS, EACH = 4, 500
MONEY = ("0", "30.00", "100000.01", "999999999.99", 12, 0.1, "1e5", "-1", "0.001", "9" * 400)
NUMBERS = (0, 1, 7.5, "8", "12.999999999999", 10**12, 10**400, "1e400", -1, True)
FITTING = {
    "day": DAYS, "moment": MOMENTS, "yes": (True, False), "whole": (0, 1, 4, 250, 251, 5000, 10**9, "7"), "number": NUMBERS, "money": MONEY,
    "word": [*standards.BY_CODE], "text": ("Two visits", ""),
}
RAW = (b"", b"[]", b"NaN", b'{"facts": NaN}', b'{"facts": {"a": 1e999}}', b'{"facts": ' + b"[" * 5000 + b"]" * 5000 + b"}",
       b'{"facts": {}, "facts": {}}', b"\xff\xfe", b'{"facts": {"aware_at": "\\ud800"}}', b'{"facts": {"premises_affected": ' + b"9" * 5000 + b"}}",
       b'{"facts": {"x": 1' + b"0" * 400 + b"." + b"0" * 400 + b"1}}")


def fitting(rng, fact):
    if fact.kind == "choice":
        return rng.choice(fact.options)[0]
    if fact.kind != "list":
        return rng.choice(FITTING[fact.kind])
    codes = [*standards.EXEMPTIONS, "EX-NONE"]
    items = [{inner.name: fitting(rng, inner) for inner in LISTS[fact.name]} for _ in range(rng.randrange(6))]
    return [item | ({"code": rng.choice(codes)} if "code" in item else {}) for item in items]


def body(rng, standard):
    facts = {fact.name: fitting(rng, fact) for fact in standard.facts if fact.required or rng.random() < 0.4}
    for name in [name for name in facts if rng.random() < 0.12]:
        facts[name] = rng.choice((None, naughty.value(rng)))
    told = {"facts": facts, **({"rulebook": rng.choice(("documents", "law", "moon"))} if rng.random() < 0.5 else {})}
    if rng.random() < 0.2:
        told["as_of"] = rng.choice((*MOMENTS, naughty.value(rng)))
    return told if rng.random() < 0.95 else told | {"facts": naughty.value(rng)}


def raw(rng, standard):
    return rng.choice(RAW) if rng.random() < 0.05 else json.dumps(body(rng, standard)).encode("utf-8", "surrogatepass")


@pytest.mark.once
@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_hostile_body_gives_a_5xx(agent, shard):
    rng, statuses = random.Random(f"standards {shard}"), {}
    for _ in range(EACH):
        standard = rng.choice([*standards.BY_CODE.values()])
        path = f"/standards/{standard.code}/assess" if rng.random() < 0.9 else "/standards/classify"
        sent = raw(rng, standard)
        status = agent.send("POST", path, sent).status_code
        assert status in (200, 400, 413, 422), (status, path, sent[:2000])
        statuses[status] = statuses.get(status, 0) + 1
    assert {200, 400, 422} <= statuses.keys() and statuses[200] > EACH / 20, statuses
