"""The form over a standard's facts, for the calculator and for the case."""

from standards.forms.asking import FactForm

__all__ = ["FactForm"]
