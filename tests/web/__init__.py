"""Pages as people use them, one file a page."""
