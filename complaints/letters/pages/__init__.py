"""Pages of letters. Thin: read, call one service, turn its refusal into words."""
