"""The sweep, its alerts and the heartbeat."""
