"""The pages of the settings. Thin doors: read, call one service, put its refusal into words."""
