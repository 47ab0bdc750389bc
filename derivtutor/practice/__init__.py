"""Practice sessions: what to ask next, what came of it, and what is remembered of a student."""
