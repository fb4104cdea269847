"""Pages of the guaranteed standards: the catalogue, one standard, the calculator, which standard it is. They store nothing."""
