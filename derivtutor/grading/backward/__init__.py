"""A student's own backward pass through a program: every line judged, and the first wrong one explained."""
