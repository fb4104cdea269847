"""Pages of what is asked and referred."""
