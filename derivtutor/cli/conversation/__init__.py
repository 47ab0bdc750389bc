"""A session of practice as a conversation: what is typed, what that means, and what is done about it."""
