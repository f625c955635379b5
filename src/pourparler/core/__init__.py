"""What every room shares: errors with codes, warnings, results and their provenance, seeds, digits."""
