"""What a team still has to do, told where somebody wants to switch it off. Reads only.

Restricted complaints are not told of: who administers teams may not know of them, and they are led by the people named on them.
"""

from collections.abc import Iterator

from complaints.case.listed import OPEN
from complaints.case.models import Category, Complaint
from complaints.clocks import words
from complaints.enquiries.models import Ask
from complaints.enquiries.services import OPEN as UNANSWERED
from staff.models import Team
from staff.teams import Hanging

COUNTED_TO = 1000


def work_of(team: Team) -> Iterator[Hanging]:
    """Its open complaints, the categories that send to it, and what it was asked and has not answered."""
    number = Complaint.objects.filter(OPEN, team=team, restricted=False).order_by()[:COUNTED_TO + 1].count()
    if number:
        told = "more than 1,000 open complaints" if number > COUNTED_TO else words.count_words(number, "open complaint")
        yield Hanging(told, "/complaints/?view=all")
    if number := Category.objects.filter(team=team, retired_on=None).count():
        told = "1 category that sends" if number == 1 else f"{number} categories that send"
        yield Hanging(f"{told} complaints to it", "/settings/categories/")
    if number := Ask.objects.filter(UNANSWERED, team=team).count():
        yield Hanging(f"{words.count_words(number, 'question')} not answered yet", "")
