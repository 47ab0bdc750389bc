"""Second derivatives in several variables, and the highest and lowest points, with conditions or without."""
