"""The room of the compliance officer: what changed since they last looked, what needs somebody, and the register of missed duties."""
