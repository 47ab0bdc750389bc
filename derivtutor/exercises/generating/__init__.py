"""Making exercises: which rules are asked for, shapes with numbers put in, and what is fit for a worksheet."""
