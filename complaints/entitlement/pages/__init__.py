"""Pages of entitlement: the case's eligibility tab, keeping an assessment, and what closes when."""
