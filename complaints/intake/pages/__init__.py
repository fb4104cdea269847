"""Pages of the intake: the phone form and its search. Thin: read, call one service, turn its refusal into words."""
