"""What all HTML pages have in common: their frame, their style, their formulas."""
