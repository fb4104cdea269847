"""Bodies made from the OpenAPI document: first as the shape asks, then spoilt in a few places, so that refusals deep inside
the services are reached and not only those at the door."""

import json
import random
from collections.abc import Mapping
from typing import Any

from tests.fuzz import naughty

MOMENTS = ("2026-05-11T09:02:00Z", "2026-05-11T10:30:00+01:00", "2026-05-12T08:00:00Z", "2026-05-10T12:00:00", "2026-03-29T02:30:00+01:00",
           "2027-01-01T00:00:00Z", "2008-01-01T00:00:00Z", "2000-01-01T00:00:00Z", "2040-12-31T23:59:59Z")
DAYS = ("2026-05-11", "2026-05-12", "2026-05-18", "2026-12-25", "2000-01-01", "2007-12-31", "2040-12-31", "2040-12-30", "2024-02-29")
WORDS = ("They never came.", "Ŵy’n ŷ", "a", "Asked twice.\r\nThen rang.", "07700 900672", "NG1 1AA", "10.00")
THEN, TODAY, SOON = "2026-05-13T09:01:00Z", "2026-05-13", "2026-05-20"
COMMON = {
    "at": (THEN,), "received_at": (THEN, "2026-05-12T08:00:00Z", "2025-12-24T12:00:00Z"), "due_on": (SOON, "2026-12-25"), "agreed_on": (TODAY,),
    **dict.fromkeys(("referred_on", "returned_on", "decided_on", "on", "we_were_told_on", "told_customer_on", "done_on", "sent_on",
                     "received_on", "proposal_told_on", "customer_accepted_on", "answered_on"), (TODAY,)),
    "open_until": (SOON,), "language": ("en", "cy"), "limit": ("1", "50", "200"), "days": ("0", "5", "2000"), "months": ("1", "12"),
    "because": ("deadlock", "ombudsman_took_it", "ombudsman_closed"),
    "name": ("Ann Harper", "Ŵyn Ŷ"), "email": ("ann@desk.example",), "phone": ("07700 900672",), "postcode": ("NG1 1AA", "EH1 1AA"),
    "mpan": ("2000000000003", ""), "mprn": ("", "12345"), "category": ("",),
}


class Maker:
    """Bodies for one seed. `known` gives real values by the name of a field: usernames, versions, references."""

    def __init__(self, rng: random.Random, schemas: Mapping[str, Any], known: Mapping[str, Any]):
        self.rng, self.schemas, self.known = rng, schemas, known

    def fitting(self, schema: Mapping[str, Any], name: str = "") -> Any:
        """A value of the shape, with what is optional now and then."""
        if "$ref" in schema:
            return self.fitting(self.schemas[schema["$ref"].rsplit("/", 1)[-1]], name)
        pool = self.known.get(name) or COMMON.get(name)
        if pool and self.rng.random() < 0.9:
            return self.rng.choice(pool)
        if "anyOf" in schema:
            return self.fitting(self.rng.choice(schema["anyOf"]), name)
        if "enum" in schema or "const" in schema:
            return self.rng.choice(schema.get("enum") or [schema["const"]])
        return getattr(self, f"_{schema.get('type', 'anything')}")(schema)

    def _object(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        named = schema.get("properties", {})
        wanted = [name for name in named if name in schema.get("required", ()) or self.rng.random() < 0.35]
        return {name: self.fitting(named[name], name) for name in wanted}

    def _array(self, schema: Mapping[str, Any]) -> list[Any]:
        return [self.fitting(schema.get("items", {})) for _ in range(self.rng.randrange(3))]

    def _string(self, schema: Mapping[str, Any]) -> str:
        if schema.get("format") in ("date", "date-time"):
            return self.rng.choice(DAYS if schema["format"] == "date" else MOMENTS)
        if "A-Za-z0-9_" in schema.get("pattern", ""):
            return f"fuzz-{self.rng.randrange(10**12)}"
        return "30.00" if "pattern" in schema else self.rng.choice(WORDS)

    def _integer(self, schema: Mapping[str, Any]) -> int:
        return self.rng.choice((0, 1, 2, 3))

    def _boolean(self, schema: Mapping[str, Any]) -> bool:
        return self.rng.random() < 0.5

    def _null(self, schema: Mapping[str, Any]) -> None:
        return None

    def _anything(self, schema: Mapping[str, Any]) -> Any:
        return naughty.value(self.rng)

    def spoilt(self, body: Any) -> Any:
        """The body with one to three places spoilt: replaced, taken away, or something put beside them."""
        for _ in range(self.rng.choice((1, 1, 2, 3))):
            self._spoil(body)
        return body

    def _spoil(self, body: Any) -> None:
        holder = body
        while isinstance(holder, (dict, list)) and holder:
            key = self.rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            if isinstance(holder[key], (dict, list)) and holder[key] and self.rng.random() < 0.7:
                holder = holder[key]
                continue
            return self._at(holder, key)
        return None

    def _at(self, holder: Any, key: Any) -> None:
        kind = self.rng.random()
        if kind < 0.75:
            holder[key] = naughty.value(self.rng)
        elif kind < 0.87:
            del holder[key]
        elif isinstance(holder, dict):
            holder[naughty.text(self.rng)[:60]] = naughty.value(self.rng)

    def raw(self, body: Any) -> bytes:
        """The bytes sent; now and then cut, doubled, of another encoding or not JSON at all."""
        text = json.dumps(body)
        kind = self.rng.random()
        if kind < 0.93:
            return text.encode()
        return self.rng.choice((
            text[: len(text) // 2].encode(), text.encode("utf-16"), b"\xff\xfe" + text.encode(), b"", b"\x00" * 9, b"[" * 50_000,
            json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass"), text.replace("{", '{"op_id":"x","op_id":"y",', 1).encode(),
            text.replace(":", ":NaN,", 1).encode(), b"op_id=1&version=2", b"<xml/>",
        ))
