"""People, teams, roles, sign-in and preferences. Nothing here knows what a complaint is."""
