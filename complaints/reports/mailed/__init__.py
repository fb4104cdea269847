"""Reports by mail at set times: when one falls due, who gets it, and handing it over once."""
