"""What falls due on which day: a month of due dates, one day's cases, what is overdue, and the feed for other calendars."""
