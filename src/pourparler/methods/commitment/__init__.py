"""Whether an agreement holds by itself, and what guarantees, stages and checks do for it."""
