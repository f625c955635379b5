"""Bodies that decide by vote: rules as data, power indices, decisive groups, the chance of passing."""
