"""What a desk lists, out and in again: CSV, XLSX and JSON, with a preview before anything is written."""
