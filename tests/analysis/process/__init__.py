"""The course of the dispute."""
