"""Who pays for which measures."""
