"""The 72 standards, one module for each regime. Rows of terms only: no numbers, no code."""
