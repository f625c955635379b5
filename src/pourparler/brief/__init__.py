"""From results to a document a delegation can carry: a small tree, and three writers that set it."""
