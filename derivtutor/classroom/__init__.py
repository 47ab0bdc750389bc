"""Grading many answers: submissions in, marks kept in a file that survives interruption, results out."""
