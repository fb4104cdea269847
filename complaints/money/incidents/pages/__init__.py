"""Pages of incidents: the list, a new one, its file, its customers, and the steps to payment."""
