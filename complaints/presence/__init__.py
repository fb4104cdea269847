"""Who else has a complaint open right now: a line on its pages that blocks nobody and is forgotten after half a minute."""
