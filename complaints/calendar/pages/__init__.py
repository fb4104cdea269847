"""Pages of the calendar: the month, a day, what is overdue."""
