"""One file answers one question: case, evidence and draws in, a Result out."""
