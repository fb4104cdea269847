"""Words that a person typed and has not sent yet, kept on the server for that person alone."""
