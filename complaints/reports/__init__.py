"""Reports: figures over a period, each worked out by one function for page, JSON and downloads. Reads only; writes nothing."""
