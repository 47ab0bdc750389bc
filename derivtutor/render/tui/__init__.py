"""The explorer on a screen, by Textual (the extra `derivtutor[tui]`): it shows states, and knows no mathematics."""
