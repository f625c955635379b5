"""Who pays for what: plans within limits, and the published ways to divide a cost."""
