"""Dated rows of the company and its officers."""
