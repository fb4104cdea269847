"""What is asked of another team on a complaint, and who outside referred it: each with its own day, beside the complaint's own dates."""
