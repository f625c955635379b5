"""The JSON Schema of a case file, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from pourparler.case.model import FORMAT, Case

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELINE = "# yaml-language-server: $schema=case.schema.json"
"""The first line of a new case: it tells the editor where the schema lies."""
_NOISE = frozenset({"title", "default"})
_EMPTY = {"type": "null"}


def case_schema() -> dict[str, Any]:
    """Return the schema, short forms included.

    Every key that may be left out may also be left empty, as in the file.

    Examples
    --------
    >>> schema = case_schema()
    >>> schema["title"], "parties" in schema["properties"], "Text" in schema["$defs"]
    ('A case for Pourparler', True, True)
    """
    schema: dict[str, Any] = _renamed(_tidy(Case.model_json_schema(by_alias=True)))
    definitions: dict[str, Any] = schema.pop("$defs")
    _add_short_forms(definitions)
    return {
        "$schema": DIALECT,
        "title": "A case for Pourparler",
        **schema,
        "description": f"Format {FORMAT}.",
        "$defs": dict(sorted(definitions.items())),
    }


def _add_short_forms(definitions: dict[str, Any]) -> None:
    """Add the forms that validators accept before the model sees them."""
    stance = definitions["OptionStance"]
    definitions["Stance"] = stance["properties"]["stance"]
    without_option = {key: form for key, form in stance["properties"].items() if key != "option"}
    definitions["StanceOnOption"] = _any(
        {"$ref": "#/$defs/Stance"}, {**stance, "properties": without_option}, description=stance["description"]
    )
    definitions["View"]["properties"]["stances"] = _any(
        {"type": "array", "items": {"anyOf": [{"$ref": "#/$defs/OptionStance"}, {"$ref": "#/$defs/Stance"}]}},
        {"$ref": "#/$defs/OptionStance"},
        {"$ref": "#/$defs/Stance"},
        {"type": "object", "additionalProperties": {"$ref": "#/$defs/StanceOnOption"}},
        _EMPTY,
        description=definitions["View"]["properties"]["stances"]["description"],
    )
    for name, short in (("NoDeal", {"$ref": "#/$defs/Number"}), ("Condition", {"type": "string"})):
        definitions[name] = _any(definitions[name], short, description=definitions[name]["description"])


def _any(*forms: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description, "anyOf": list(forms)}


def _tidy(node: Any) -> Any:
    """Leave out what people never type, and let what may be missing be empty too."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _tidy(value) for key, value in node.items() if key not in _NOISE and key != "properties"}
    if "properties" in node:
        needed = node.get("required", [])
        plain["properties"] = {
            name: _tidy(form) if name in needed else _or_empty(_tidy(form))
            for name, form in node["properties"].items()
            if not form.get("readOnly")
        }
    return plain


def _or_empty(form: dict[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in form.items() if key != "description"}
    forms = rest["anyOf"] if set(rest) == {"anyOf"} else [rest]
    described = {"description": form["description"]} if "description" in form else {}
    return {**described, "anyOf": forms if _EMPTY in forms else [*forms, _EMPTY]}


def _renamed(node: Any) -> Any:
    """Call the two kinds of judgement what people call them."""
    if isinstance(node, list):
        return [_renamed(item) for item in node]
    if isinstance(node, dict):
        return {_name(key): _renamed(value) for key, value in node.items()}
    return (
        f"#/$defs/{_name(node.rpartition('/')[2])}" if isinstance(node, str) and node.startswith("#/$defs/") else node
    )


def _name(definition: str) -> str:
    if definition.startswith("Judgement_"):
        return "Text" if definition == "Judgement_str_" else "Number"
    return definition
