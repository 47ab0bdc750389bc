"""What other programs ask for: requests, where they are answered, and who asks."""
