"""The lists that people work by: what they hold, how they are narrowed, ordered, counted, kept and paged. Changes no complaint."""
