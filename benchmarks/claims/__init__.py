"""How well statements are read from reporting: ``python -m benchmarks.claims --set known``."""
