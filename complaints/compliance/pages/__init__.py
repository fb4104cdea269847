"""The pages of the compliance officer: `/compliance/`, its lists and the register of missed duties."""
