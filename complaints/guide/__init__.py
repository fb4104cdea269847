"""The guide inside the desk: for each role its tasks in short steps, with pictures of the real pages."""
