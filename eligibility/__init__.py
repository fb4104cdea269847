"""Who may go to the Ombudsman, and when. Pure: no Django, no clock, no database."""
