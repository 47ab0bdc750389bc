"""What can be explored: a few states, the keys that change them, the panels that show them. No screen is known here."""
