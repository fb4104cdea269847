"""Pages of the money room: the Standards tab of a case, the ledger, incidents, connections. Doors only."""
