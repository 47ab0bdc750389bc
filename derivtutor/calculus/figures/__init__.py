"""What is seen instead of read: graphs with their poles, ends and turning points, as data to be drawn."""
