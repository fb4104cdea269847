"""The case file for the Ombudsman: one ZIP with everything that is on record about a complaint, and a manifest that verifies."""
