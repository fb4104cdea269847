"""`/settings/`: where administrators change what the company may set. Pages only; each room reads and checks its own rows."""
