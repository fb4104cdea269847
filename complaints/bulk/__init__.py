"""Work on many complaints at once, and the next one for whoever is free."""
