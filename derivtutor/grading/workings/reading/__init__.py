"""How a page of working is read: what dresses a line, what is a word, what is stated in it."""
