"""Pages of reports: one file a page, and the period that all of them ask for."""
