"""Reports on paper: the same answer as page, JSON, CSV and XLSX, its tables, pictures and meaning, printed as letters are."""
