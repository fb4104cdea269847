"""Pages of the alerts: the centre with its alerts, and the messages to one person. Thin doors."""
