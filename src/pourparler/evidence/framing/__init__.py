"""Drafting a case from evidence alone, and proposing additions to one that people keep."""

from pourparler.evidence.framing.drafting import draft
from pourparler.evidence.framing.proposal import Addition, Proposal, propose
from pourparler.evidence.framing.questions import questions

__all__ = ["Addition", "Proposal", "draft", "propose", "questions"]
