"""Taylor polynomials: coefficients by arithmetic of power series, and how far the polynomial is off."""
