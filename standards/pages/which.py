"""`/standards/which/`: from a few facts to the standard of an outage, the category of weather or connection, the route. Stores nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import standards
from complaints.rules.sums import standards_tables
from standards.classify import ask
from standards.forms.fields import FIELDS, GATHERED, as_asked
from standards.standard import ROUTES
from standards.words import named

FACTS = {fact.name: fact for fact in ask()}
ELC_CATEGORIES = {"LV-SINGLE": "One low-voltage service", "SMALL": "Small project", "LV-OTHER": "Other low-voltage works", "HV": "High-voltage works",
                  "EHV": "Extra-high-voltage works"}
ELC_KINDS = {"DEM": "Demand times", "GEN": "Generation times"}
CANT_TELL = {"title": "Can’t be told from these facts", "lines": ["Something that decides is not known yet. Nothing is guessed."], "links": []}
Told = Mapping[str, Any]


def _standard_link(code: str) -> dict[str, str]:
    return {"href": f"/standards/{code}/", "label": named(standards.BY_CODE[code])}


def outage(told: Told) -> dict[str, Any]:
    code = told.get("outage_standard")
    if not code:
        return CANT_TELL
    return {"title": standards.BY_CODE[code].name, "lines": [standards.BY_CODE[code].title], "links": [_standard_link(code)]}


def weather(told: Told) -> dict[str, Any]:
    if "weather_category" not in told:
        return CANT_TELL
    category = told["weather_category"]
    if category is None:
        links = [_standard_link("EL-R5"), _standard_link("EL-R6")]
        return {"title": "Not severe weather", "lines": ["The rules for normal weather apply."], "links": links}
    return {"title": f"Category {category}", "lines": ["Severe weather."], "links": [_standard_link("EL-R7")]}


def connection(told: Told) -> dict[str, Any]:
    category, kind = told.get("elc_category"), told.get("elc_kind")
    if not category:
        return CANT_TELL
    same = [one for one in standards.CATALOGUE if one.regime == "electricity_connections" and f"-{category}" in one.code
            and not (kind and one.code.endswith(("-DEM", "-GEN")) and not one.code.endswith(kind))]
    return {"title": ELC_CATEGORIES[category], "lines": [ELC_KINDS[kind]] if kind else [], "links": [_standard_link(one.code) for one in same]}


def route(told: Told) -> dict[str, Any]:
    routes = told.get("routes")
    if routes is None:
        return CANT_TELL
    words = " or ".join(ROUTES[name] for name in routes) or "Nothing is paid under it"
    return {"title": "Paid" if routes else "No payment", "lines": [words[:1].upper() + words[1:] + "."], "links": []}


# Name of the question, its words, the facts that it asks for, and how the answer is told.
ASKS: dict[str, tuple[str, tuple[str, ...], Callable[[Told], dict[str, Any]]]] = {
    "outage": ("Power cut", ("weather", "premises_affected"), outage),
    "weather": ("Severe weather", ("event_type", "fault_multiple", "very_large_event"), weather),
    "connection": ("Connection", ("ehv_works", "hv_works", "premises", "units", "phases", "lv_extension", "whole_current", "demand",
                                  "sseg_units", "g59"), connection),
    "route": ("Route of a payment", ("of",), route),
}


class WhichForm(forms.Form):
    """The facts of one question; which question it is goes with it."""

    ask = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, name: str, data: Any = None):
        super().__init__(data, initial={"ask": name})
        self.facts = {fact: FACTS[fact] for fact in ASKS[name][1]}
        for fact in self.facts.values():
            self.fields[fact.name] = FIELDS[fact.kind](fact, None)

    def given(self) -> dict[str, Any]:
        typed = {name: str(self.data.get(name) or "").strip() for name in self.facts}
        return {name: GATHERED.get(FACTS[name].kind, str)(text) for name, text in typed.items() if text}


@require_safe
def which(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("ask", "outage") if request.GET.get("ask") in ASKS else "outage"
    asked = any(request.GET.get(fact) for fact in ASKS[name][1])
    form = WhichForm(name, request.GET if asked else None)
    answer = _answer(form, ASKS[name][2]) if asked and form.is_valid() else None
    return render(request, "standards/which.html", {"form": form, "answer": answer, "asks": asks_told(name)}, status=422 if form.errors else 200)


def asks_told(name: str) -> list[dict[str, Any]]:
    return [{"href": f"/standards/which/?ask={key}", "label": label, "current": key == name} for key, (label, _, _) in ASKS.items()]


def _answer(form: WhichForm, tell: Callable[[Told], dict[str, Any]]) -> dict[str, Any] | None:
    try:
        return tell(standards.classify(form.given(), standards_tables()))
    except standards.FactsWrong as wrong:
        for name, sentences in wrong.fields.items():
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, as_asked(FACTS.get(name), sentence))
        return None
