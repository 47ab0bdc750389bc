"""Answers as they come in: worksheets, folders and archives of them, tables, JSON Lines, Parquet."""
