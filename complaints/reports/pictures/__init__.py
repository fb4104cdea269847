"""Figures of reports as pictures: the finding in words, the drawing, and the same numbers as a table. For pages and for paper alike."""
