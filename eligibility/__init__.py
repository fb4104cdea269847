"""Who may go to the Ombudsman and until when: size and timing, three-valued and explained. Pure: imports only `workdays`.

`pages`, `api`, `forms` and `urls` beside it are doors.
"""

from eligibility.asked import Asked, Figure, Fuel, Headcount, Letter, Organisation, Reading
from eligibility.tables import Tables, Thresholds, WindowRow, tables_of
from eligibility.verdict import JUDGEMENT, LIKELY, UNLIKELY, Assessment, assess

__all__ = ["JUDGEMENT", "LIKELY", "UNLIKELY", "Asked", "Assessment", "Figure", "Fuel", "Headcount", "Letter", "Organisation", "Reading", "Tables",
           "Thresholds", "WindowRow", "assess", "tables_of"]
