"""Derivatives verified: differences, the complex step, the Taylor test, and four ways to work one out."""
