"""Long work that can be left and come back to."""
