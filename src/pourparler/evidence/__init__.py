"""Reporting: sources, claims, the store, contradictions, and drafting a case from them."""
