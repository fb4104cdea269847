"""The clocks of the procedure. Pure but for `models`, `store` and `services`: facts in, dates out."""
