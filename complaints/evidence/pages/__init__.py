"""Pages of the evidence of a case: its files, its file for the Ombudsman, what the customer was told."""
