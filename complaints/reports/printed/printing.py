"""A report as a tagged PDF, by the same printer as letters. Its numbers are those of the answer that it is given."""

from datetime import datetime
from typing import Any

from complaints.letters import paper
from complaints.reports.periods import Asked
from complaints.reports.printed import document
from complaints.reports.reading import Report
from complaints.reports.since import Since
from complaints.rules.services import company
from workdays import london

TEMPLATE = "report.typ"


def as_pdf(report: Report, answer: document.Answer, asked: Asked, *, by: Any, now: datetime, changed: Since | None = None) -> bytes:
    """The report of that answer. `by`: for whom; None where the desk makes it by itself."""
    one = document.part(report.title, answer, asked, now=now, changed=changed)
    name = company(london.day_of(now)).name
    return paper.render(document.paper(one["title"], [one], company=name, by=by, now=now), at=now, template=TEMPLATE)
