"""Published methods: arrays in, arrays out; no names, no files."""
