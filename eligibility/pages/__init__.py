"""Pages over the eligibility core: the calculator, and the questions as the case's tab asks them too."""
