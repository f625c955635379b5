"""The case: the model people edit, loaded and saved without disturbing a line."""
