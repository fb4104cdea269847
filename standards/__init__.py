"""The guaranteed standards: catalogue rows, terms and assessment. Pure: no Django, no clock, no database."""
