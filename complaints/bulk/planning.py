"""What would happen to what was ticked: which complaints can, which can't and why. Nothing is changed here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.bulk.acts import MOST, Act
from complaints.bulk.checks import Wanted, changed, refusal, wanted
from complaints.case.models import Complaint
from complaints.case.reading import NO_SUCH, clean, visible
from complaints.record.parsing import Shape
from complaints.record.refusals import Forbidden, Unacceptable
from staff.models import Person

WHO_BULK = {"assign": "Complaints are assigned by an agent (their own), a senior manager or an administrator."}
TICK_FIRST = "Tick the complaints first."
TOO_MANY = f"At most {MOST} complaints go at once. Narrow the list, or do it in parts."


@dataclass(frozen=True)
class Refusal:
    """One that can't: `complaint` None where this person sees none of that reference."""

    reference: str
    complaint: Complaint | None
    why: str


@dataclass(frozen=True)
class Plan:
    can: Sequence[Complaint]
    cannot: Sequence[Refusal]
    wanted: Wanted

    @property
    def total(self) -> int:
        return len(self.can) + len(self.cannot)


def permit(act: Act, by: Person) -> None:
    if by.role not in act.who:
        raise Forbidden(WHO_BULK.get(act.name, "Your role may not do this."))


def references_of(ticked: Sequence[str]) -> list[str]:
    """Each once, in the order given; what can be no reference is left out. Refuses none and too many."""
    found = [reference for reference in dict.fromkeys(ticked) if clean(reference)]
    if not found:
        raise Unacceptable.of(ref=TICK_FIRST)
    if len(found) > MOST:
        raise Unacceptable.of(ref=TOO_MANY)
    return found


def plan(act: Act, ticked: Sequence[str], asked: Shape | None, *, by: Person, today: date,
         seen: Mapping[str, int] | None = None) -> Plan:
    """`asked` None: nobody has said yet to whom or what. `seen`: the versions that were shown, where they were."""
    permit(act, by)
    references = references_of(ticked)
    # Owners and teams are few: read once each, not with every row.
    rows = visible(by).select_related("customer").prefetch_related("owner", "team").filter(reference__in=references)
    found = {row.reference: row for row in rows}
    of = wanted(act, by, asked, found.values(), today=today)
    told = [(ref, found.get(ref), _why(found.get(ref), of, (seen or {}).get(ref))) for ref in references]
    return Plan([row for _, row, why in told if row and not why], [Refusal(*line) for line in told if line[2]], of)


def _why(complaint: Complaint | None, of: Wanted, version: int | None) -> str:
    if complaint is None:
        return NO_SUCH
    if version is not None and version != complaint.version and of.act.versioned:
        return changed(complaint)
    return refusal(complaint, of)
