"""Answers that are vectors: taken apart into components, each of which is judged by itself."""
