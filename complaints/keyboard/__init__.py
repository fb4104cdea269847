"""The keyboard: one table of keys, and the command box that finds pages, actions and complaints by name."""
