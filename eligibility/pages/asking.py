"""The questions of one page: those that were asked with what was typed, the next that matters, and what follows from all of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import eligibility
from complaints.entitlement.assessing import Assessed
from complaints.entitlement.shown import panel
from complaints.record.refusals import Unacceptable
from complaints.rules.eligibility_rows import eligibility_tables
from eligibility.forms import QuestionForm, request_of
from eligibility.questions import Step, in_euros, steps_of

WHO = "whether it is a household, whose size does not matter"
Judge = Callable[[dict[str, Any]], Assessed]


@dataclass
class Page:
    """`sections`: (step, form) in order. `refused`: a sentence that belongs to no field. `more`: whether a question is still open."""

    answers: dict[str, Any]
    sections: list[tuple[Step, QuestionForm]] = field(default_factory=list)
    more: bool = False
    refused: str = ""
    request: dict[str, Any] | None = None
    assessed: Assessed | None = None

    @property
    def seen(self) -> str:
        return ",".join(step.name for step, _ in self.sections)

    @property
    def shown(self) -> str:
        """The fields on the page: a choice that nobody made is not sent at all, and is still answered with "not known"."""
        return ",".join(name for _, form in self.sections for name in form.fields)

    @property
    def errors(self) -> list[dict[str, str]]:
        """Every error with where it is mended."""
        found = [{"href": f"#id_{name}", "text": text} for _, form in self.sections for name, texts in form.errors.items() for text in texts]
        return [*([{"href": "", "text": self.refused}] if self.refused else []), *found]

    def given(self) -> list[tuple[str, str, Any]]:
        """(name, label, value) of each answer."""
        return [(name, str(form.fields[name].label), form.cleaned_data[name]) for _, form in self.sections if form.is_bound
                for name in form.fields if form.cleaned_data.get(name) not in (None, "")]


def asked(data: Mapping[str, Any], known: Mapping[str, Any], judge: Judge, *, answers: Mapping[str, Any], without: Collection[str] = ()) -> Page:
    """`data`: what was sent; `known`: parts of the request that a case knows; `answers`: what is known before anything is asked."""
    page = Page({"decision_on": known["decision_on"], **answers})
    seen, done = names_in(data, "seen"), set(without)
    while step := next((one for one in steps_of(page.answers) if one.name not in done), None):
        done.add(step.name)
        page.answers["euros"] = in_euros(page.answers, eligibility_tables())
        fields = step.fields(page.answers)
        if not fields:
            continue
        if step.name not in seen:
            if not step.wanted(page.answers, _found(page, known, judge)):
                continue
            page.sections.append((step, QuestionForm(fields, page.answers, initial=answers)))
            page.more = True
            break
        page.more = _taken(page, step, fields, data)
        if page.more:
            break
    _judged(page, known, judge)
    return page


def _taken(page: Page, step: Step, fields: tuple[str, ...], data: Mapping[str, Any]) -> bool:
    """Take a step's answers in. True where the page stops here: something is wrong, or its answers ask for more of its fields."""
    form = QuestionForm(fields, page.answers, data)
    told = form.answers()
    for name in fields:
        page.answers.pop(name, None)
    page.answers |= told
    page.answers["euros"] = in_euros(page.answers, eligibility_tables())
    more = step.fields(page.answers)
    if set(more) != set(fields):
        form = QuestionForm(more, page.answers, data)
        page.answers |= form.answers()
    page.sections.append((step, form))
    return bool(form.errors) or not set(more) <= names_in(data, "shown")


def names_in(data: Mapping[str, Any], field_name: str) -> set[str]:
    """A hidden list of names, as it came back."""
    return set(str(data.get(field_name) or "").split(","))


def _found(page: Page, known: Mapping[str, Any], judge: Judge) -> eligibility.Assessment:
    _judged(page, known, judge)
    return page.assessed.found if page.assessed else judge({"decision_on": known["decision_on"].isoformat(),
                                                            "complaint_began_on": known["decision_on"].isoformat()}).found


def _judged(page: Page, known: Mapping[str, Any], judge: Judge) -> None:
    page.request, page.assessed = None, None
    if "complaint_began_on" not in page.answers:
        return
    page.request = request_of(page.answers, known=known)
    try:
        page.assessed = judge(page.request)
    except Unacceptable as refused:
        page.refused = refused.sentence


def parts_of(form: QuestionForm) -> list[dict[str, Any]]:
    """One field a row; the parts of one year's figure side by side under its name."""
    parts: list[dict[str, Any]] = []
    for bound in form:
        group = getattr(bound.field, "group", "")
        if not group:
            parts.append({"label": "", "fields": [bound]})
            continue
        bound.label = bound.field.short
        if not parts or parts[-1]["label"] != group:
            parts.append({"label": group, "fields": []})
        parts[-1]["fields"].append(bound)
    return [part | {"three": (*part["fields"], None, None)[:3]} for part in parts]


def result_of(page: Page) -> dict[str, Any] | None:
    """The verdict so far. Until it is known who complains that comes first: a household needs none of the rest."""
    if page.assessed is None:
        return None
    shown = panel(page.assessed.found.as_json())
    return shown if page.answers.get("class_of") else shown | {"settle": [WHO, *shown["settle"]]}


def context_of(page: Page) -> dict[str, Any]:
    """What `eligibility/questions.html` and the page around it print."""
    rows = [{"title": step.title, "name": step.name, "last": (step, form) == page.sections[-1], "parts": parts_of(form),
             "alone": len(form.fields) == 1} for step, form in page.sections]
    return {"sections": rows, "seen": page.seen, "shown": page.shown, "more": page.more, "errors": page.errors}
