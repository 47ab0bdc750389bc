"""What an exercise is: the file format, loading and checking it, marking answers to it, and making new ones."""
