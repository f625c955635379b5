"""Tests of the exchange with other programs."""
