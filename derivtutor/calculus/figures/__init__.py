"""What is seen instead of read: the graph of a function with its poles, ends and turning points, as data to be drawn."""
