"""Is it time: where both sides would rather give in than go on alone, what waiting changes, how a dispute unfolds."""
