"""Pictures of figures: numbers and words in, parts of an SVG out. Pure: no Django, no clock, no figures of its own."""
