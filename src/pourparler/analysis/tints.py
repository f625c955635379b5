"""The tints of matrices of who stands where: the same for the same stance in every figure."""

from __future__ import annotations

AGAINST = "#e3bfb1"
ON_A_CONDITION = "#ecdfc2"
NEITHER = "#dcd3e0"
"""Has said both, or abstains."""
OFFERS = "#dbe6dd"
IN_FAVOUR = "#c6d9ca"
DEMANDS = "#a9c8b0"
NOT_ON_FILE = "#f1f1ef"
