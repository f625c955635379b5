"""The text a new case starts from."""

from __future__ import annotations

from importlib import resources
from typing import Literal, get_args

from pourparler.case.ids import ID_PATTERN
from pourparler.case.schema import MODELINE
from pourparler.case.writing import scalar_text
from pourparler.core.errors import PourparlerError, Problem

Template = Literal["blank", "peace", "labour", "trade", "coalition"]
TEMPLATES: tuple[str, ...] = get_args(Template)


def new_case(template: str = "blank", id: str = "case", title: str = "") -> str:  # noqa: A002
    """Return the commented text of a new case, valid as it stands.

    Parameters
    ----------
    template : str
        ``blank``, ``peace``, ``labour``, ``trade`` or ``coalition``.
    id : str
        Lower case letters, digits and hyphens.
    title : str
        Shown on the brief; the id when left out.

    Raises
    ------
    PourparlerError
        C142 for a template there is none of, C115 for a wrong id.

    Examples
    --------
    >>> print("\\n".join(new_case("blank", "strait", "The strait: terms").splitlines()[:4]))
    # yaml-language-server: $schema=case.schema.json
    format: pourparler-case/1
    id: strait
    title: "The strait: terms"
    """
    if template not in TEMPLATES:
        raise PourparlerError(Problem("C142", "", f"no template {template!r}", ", ".join(TEMPLATES), "choose one"))
    if not ID_PATTERN.fullmatch(id):
        allowed = "an id of lower case letters, digits and hyphens"
        raise PourparlerError(Problem("C115", "id", repr(id), allowed, "choose another"))
    file = resources.files("pourparler.case.templates") / f"{template}.yaml"
    text = file.read_text(encoding="utf-8").format(id=scalar_text(id), title=scalar_text(title or id))
    return f"{MODELINE}\n{text}"
