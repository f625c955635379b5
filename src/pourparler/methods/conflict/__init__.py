"""What going on without agreement is worth: a walk between two ends, with costs, patience, stalemate and support."""
