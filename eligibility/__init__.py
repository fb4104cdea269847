"""Who may go to the Ombudsman and until when: size and timing, three-valued and explained. Pure: imports only `workdays`.

`pages`, `api`, `forms` and `urls` beside it are doors.
"""

from eligibility.asked import Asked, Figure, Fuel, Headcount, Letter, Organisation, Reading
from eligibility.thresholds import Thresholds, rows_of
from eligibility.verdict import Assessment, assess

__all__ = ["Asked", "Assessment", "Figure", "Fuel", "Headcount", "Letter", "Organisation", "Reading", "Thresholds", "assess", "rows_of"]
