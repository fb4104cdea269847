"""Pages of people’s rights in their data."""
