"""Many deadlines that a change of bank holidays moves, as long work. What has moved is not found again: a killed job goes on by itself."""

from datetime import date

from complaints.clocks.recounting import Off
from complaints.jobs.services import Work
from complaints.money import new_days
from complaints.rules import holiday_moving
from complaints.rules import services as rules
from complaints.rules.holiday_moves import moves


def carry(work: Work) -> None:
    """`params["days"]` holds [calendar, day, name, withdrawn] of each changed day."""
    offs: dict[str, list[Off]] = {}
    for calendar, day, name, withdrawn in work.job.params["days"]:
        offs.setdefault(calendar, []).append(Off(date.fromisoformat(day), name, withdrawn))
    calendars, done = rules.all_calendars(), work.job.done
    found = moves(((calendar, off.day) for calendar, some in offs.items() for off in some), calendars)
    work.account(done=done, failed=0, total=done + len(found) + len(new_days.new_days(offs, calendars)))

    def beside(number: int) -> None:
        nonlocal done
        done += number
        work.account(done=done, failed=0)

    for room in (holiday_moving, new_days):
        room.settle(offs, calendars, by=work.job.by, now=work.clock(), beside=beside, go_on=work.go_on)
