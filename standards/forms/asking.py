"""The form over the facts of a standard: a field for each, filled from what is known, gathered as the API takes them.

Judges nothing: what is missing or wrong is said by the core or a service, and `refuse` takes its sentences to the fields.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms

from complaints.case.pages.forms import choice, line_field
from complaints.clocks.forms import moment_typed
from complaints.record.refusals import Refused
from standards import EXEMPTIONS, Standard
from standards.facts import LISTS, Fact
from standards.forms.fields import FIELDS, GATHERED, LINE_FIELDS, as_asked, fold_of, local_of, shown
from workdays import london

ABOUT, LAST = ("customer_type", "nation"), ("as_of",)
HOURS = (("first", "The first time, summer time"), ("second", "The second time, winter time"))
LEAST_ROWS, SPARE_ROWS, MOST_ROWS = 5, 2, 60


class FactForm(forms.Form):
    """`known`: facts as the API takes them, shown in their fields. `only`: the names that are asked; the other known facts go
    along unseen. `evidence`: each exemption also asks what its evidence is (for what is kept, not for a calculation)."""

    def __init__(self, standard: Standard, data: Any = None, *, known: Mapping[str, Any] | None = None,
                 only: Collection[str] | None = None, evidence: bool = False, **more: Any):
        super().__init__(data, **more)
        self.standard, self.known = standard, dict(known or {})
        self.facts = {fact.name: fact for fact in standard.facts if only is None or fact.name in only}
        self.spoken: dict[str, Fact] = {}
        for fact in self.facts.values():
            if fact.kind != "list":
                self._ask(fact.name, fact, self.known.get(fact.name))
        if "interruptions" in self.facts:
            self._ask_rows("interruptions")
        self.exemption_codes = standard.exemptions if "exemptions" in self.facts else ()
        for code in self.exemption_codes:
            self._ask_exemption(code, evidence=evidence)

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "").strip()

    def _ask(self, name: str, fact: Fact, known: Any, fields: Mapping[str, Any] = FIELDS) -> None:
        """One field, and where its time came twice the question which is meant."""
        self.fields[name] = fields[fact.kind](fact, self.standard)
        self.spoken[name] = fact
        if known is not None:
            self.initial[name] = shown(fact, known)
        if fact.kind == "moment" and (local := local_of(self._typed(name) if self.is_bound else self.initial.get(name, ""))):
            self._ask_hour(name, fact, local, known)

    def _ask_hour(self, name: str, fact: Fact, local: datetime, known: Any) -> None:
        if not london.is_repeated(local.date(), local.time()):
            return
        field = choice(f"{fact.label}: {local:%H:%M} came twice that night. Which is meant?", list(HOURS))
        field.required = True
        field.error_messages["required"] = f"Say which {local:%H:%M} is meant under “{fact.label}”: the clocks went back that night."
        self.fields[f"{name}__hour"] = field
        if known is not None:
            self.initial[f"{name}__hour"] = HOURS[fold_of(known)][0]

    def _ask_rows(self, name: str) -> None:
        known = [item for item in self.known.get(name) or () if isinstance(item, Mapping)]
        self.row_count = min(MOST_ROWS, max(LEAST_ROWS, len(known) + SPARE_ROWS, self._last_typed(name) + SPARE_ROWS))
        for place in range(self.row_count):
            for fact in LISTS[name]:
                self._ask(f"{name}__{place}__{fact.name}", fact, known[place].get(fact.name) if place < len(known) else None, LINE_FIELDS)

    def _last_typed(self, name: str) -> int:
        """How many rows there are up to the last that was filled in."""
        places = (key.split("__")[1] for key, value in self.data.items() if value and key.startswith(self.add_prefix(f"{name}__")))
        return max((int(place) + 1 for place in places if place.isascii() and place.isdecimal() and len(place) < 4), default=0)

    def _ask_exemption(self, code: str, *, evidence: bool) -> None:
        row = EXEMPTIONS[code]
        held = next((item for item in self.known.get("exemptions") or () if item.get("code") == code), {})
        self._tick(f"exemptions__{code}", row.meaning, initial=bool(held))
        if row.needs_all_reasonable_steps:
            proved = bool(held.get("all_reasonable_steps"))
            self._tick(f"exemptions__{code}__steps", "Evidence that all reasonable steps were taken", initial=proved)
        if evidence:
            self.fields[f"exemptions__{code}__evidence"] = line_field("What the evidence is")
            self.initial[f"exemptions__{code}__evidence"] = held.get("evidence") or ""

    def _tick(self, name: str, label: str, *, initial: bool) -> None:
        self.fields[name] = forms.BooleanField(label=label, required=False)
        self.initial[name] = initial

    # What the template prints, in order.

    def about(self) -> list[forms.BoundField]:
        return list(self._bounds(name for name in self.facts if name in ABOUT))

    def happened(self) -> list[forms.BoundField]:
        return list(self._bounds(name for name, fact in self._own() if self._up_front(fact)))

    def _up_front(self, fact: Fact) -> bool:
        """What must be given, and the day of the failure where nothing else tells it."""
        return fact.required or fact.name == self.standard.day_from

    def further(self) -> list[forms.BoundField]:
        """Facts that may be left out: folded until one is given."""
        return list(self._bounds(name for name, fact in self._own() if not self._up_front(fact)))

    def further_title(self) -> str:
        return f"Further facts, where they are known: {sum(not self._up_front(fact) for _, fact in self._own())}"

    def further_given(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.further())

    def _own(self) -> Iterator[tuple[str, Fact]]:
        return ((name, fact) for name, fact in self.facts.items() if name not in (*ABOUT, *LAST) and fact.kind != "list")

    def last(self) -> list[forms.BoundField]:
        rest = [name for name in self.fields
                if name not in self.spoken and not name.startswith("exemptions__") and not name.endswith("__hour")]
        return list(self._bounds([*(name for name in self.facts if name in LAST), *rest]))

    def _bounds(self, names: Any) -> Iterator[forms.BoundField]:
        for name in names:
            yield self[name]
            if f"{name}__hour" in self.fields:
                yield self[f"{name}__hour"]

    def rows(self) -> list[dict[str, Any]]:
        """The lines of the table of interruptions; [] where the standard asks for none."""
        if "interruptions" not in self.facts:
            return []
        return [self._line("interruptions", place) for place in range(self.row_count)]

    def _line(self, name: str, place: int) -> dict[str, Any]:
        hours = (self._maybe(f"{name}__{place}__{fact.name}__hour") for fact in LISTS[name])
        return {"number": place + 1, "cells": [self._cell(name, place, fact) for fact in LISTS[name]], "hours": [hour for hour in hours if hour]}

    def _cell(self, name: str, place: int, fact: Fact) -> dict[str, Any]:
        own = f"{name}__{place}__{fact.name}"
        bound, error_id = self[own], f"{self[own].auto_id}_error"
        attrs = {"aria-label": f"{fact.label}, line {place + 1}"} | ({"aria-invalid": "true", "aria-describedby": error_id} if bound.errors else {})
        return {"heading": fact.label, "widget": bound.as_widget(attrs=attrs), "errors": bound.errors, "error_id": error_id}

    def exemptions(self) -> list[dict[str, Any]]:
        """Each exemption that this standard knows: its tick, the tick for its evidence, and where asked its words."""
        return [{"tick": self[f"exemptions__{code}"], **{name: self._maybe(f"exemptions__{code}__{name}") for name in ("steps", "evidence")}}
                for code in self.exemption_codes]

    def exemptions_title(self) -> str:
        return f"Exemptions that could be claimed: {len(self.exemption_codes)}"

    def claims_any(self) -> bool:
        return any(self[f"exemptions__{code}"].value() for code in self.exemption_codes)

    def _maybe(self, name: str) -> forms.BoundField | None:
        return self[name] if name in self.fields else None

    # What was typed, as the API takes it.

    def given(self) -> dict[str, Any]:
        """Facts by name. Left empty is null where null is an answer, else left out so that the core can name it."""
        facts = {name: value for name, value in self.known.items() if name not in self.facts}
        for name, fact in self.facts.items():
            if fact.kind != "list":
                _put(facts, fact, self._value(name, fact))
        if "interruptions" in self.facts:
            facts["interruptions"] = [self._row(place) for place in self._filled()]
        if claimed := [self._claim(code) for code in self._claimed()]:
            facts["exemptions"] = claimed
        return facts

    def _value(self, name: str, fact: Fact) -> Any:
        typed = self._typed(name)
        if fact.kind == "moment":
            return self._moment(name, typed)
        return GATHERED.get(fact.kind, str)(typed) if typed else None

    def _moment(self, name: str, typed: str) -> str | None:
        local = local_of(typed)
        if local and f"{name}__hour" in self.fields and self._typed(f"{name}__hour"):
            fold = int(self._typed(f"{name}__hour") == "second")
            return local.replace(tzinfo=london.LONDON, fold=fold).isoformat()
        return moment_typed(typed) or None

    def _filled(self) -> list[int]:
        words = [fact.name for fact in LISTS["interruptions"] if fact.kind != "yes"]
        return [place for place in range(self.row_count) if any(self._typed(f"interruptions__{place}__{name}") for name in words)]

    def _row(self, place: int) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for fact in LISTS["interruptions"]:
            name = f"interruptions__{place}__{fact.name}"
            _put(row, fact, bool(self._typed(name)) if fact.kind == "yes" else self._value(name, fact))
        return row

    def _claimed(self) -> list[str]:
        return [code for code in self.exemption_codes if self._typed(f"exemptions__{code}")]

    def _claim(self, code: str) -> dict[str, Any]:
        claim: dict[str, Any] = {"code": code}
        if EXEMPTIONS[code].needs_all_reasonable_steps:
            claim["all_reasonable_steps"] = bool(self._typed(f"exemptions__{code}__steps"))
        if words := self._typed(f"exemptions__{code}__evidence"):
            claim["evidence"] = words
        return claim

    def refuse(self, refused: Refused) -> None:
        """Put each sentence at its field; what has no field here goes on top."""
        self.is_valid()
        if not refused.fields:
            self.add_error(None, refused.sentence)
        for name, sentences in refused.fields.items():
            field = self._place(name.removeprefix("facts."))
            for sentence in sentences:
                self.add_error(field, as_asked(self.spoken.get(field or ""), sentence))

    def _place(self, name: str) -> str | None:
        """The field of a fact's name; `interruptions.2.start` counts the filled lines, `exemptions.0.code` the claimed ones."""
        whole, _, rest = name.partition(".")
        place, _, inner = rest.partition(".")
        try:
            if whole == "interruptions":
                return f"interruptions__{self._filled()[int(place)]}__{inner or 'start'}" if place else "interruptions__0__start"
            if whole == "exemptions":
                return f"exemptions__{self._claimed()[int(place)]}" if place else None
        except (ValueError, IndexError):
            return None
        return whole if whole in self.fields else None


def _put(into: dict[str, Any], fact: Fact, value: Any) -> None:
    if value is not None or (fact.nullable and fact.required):
        into[fact.name] = value
