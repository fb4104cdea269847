"""Ways in: phone form, import, load."""
