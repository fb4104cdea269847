"""The case: customers, complaints, contacts, and the moves of the procedure."""
