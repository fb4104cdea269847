"""People's rights in their own data: finding a person, giving them a copy, erasing, keeping no longer than needed."""
