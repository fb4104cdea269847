"""Pages of the case. Thin: read, call one service, turn its refusal into words."""
