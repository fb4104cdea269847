"""Money: findings, the one ledger, offers, incidents and connection jobs. `models` holds the tables, services the only writers."""
