"""The pages of the audit: `/audit/`, who looked, and the security log."""
