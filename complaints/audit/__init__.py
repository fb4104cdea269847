"""The room of the audit: whether the record holds, who looked at what, and what the security log says. Nothing here changes the record."""
