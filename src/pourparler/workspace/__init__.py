"""The folder people work in, and the verbs that act on it."""
