"""Scenarios of GENIUS: one XML file for the domain, one for each party's profile.

The format is that of GENIUS 4 to 10 (Lin, Kraus, Baarslag, Tykhonov, Hindriks and Jonker, "Genius", Computational
Intelligence 30 (2014), 48-70), as its ``AdditiveUtilitySpace`` and ``EvaluatorDiscrete`` read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pourparler.case.exchange import scenario as shared
from pourparler.core.inert import one_line

FORM = "GENIUS"
DOMAIN, PROFILE = "negotiation_template", "utility_space"


def read(files: Mapping[str, bytes]) -> shared.Scenario:
    """Read a domain, its profiles, or both.

    Only the items directly in an issue are its options: an item nested in another element is none. Evaluations are
    divided by the largest of their issue.

    Parameters
    ----------
    files : mapping of name to bytes

    Raises
    ------
    PourparlerError
        C162 for a document type or entities, C163 for what is no XML, C164 for issues or items that are missing,
        doubled or do not fit the domain, C165 for a number that is none, C166 for an issue or profile of another kind.

    Examples
    --------
    >>> xml = b'''<utility_space><objective index="0" name="root"><issue index="1" name="Price" type="discrete">
    ... <item index="1" value="low" evaluation="4"/><item index="2" value="high" evaluation="1"/></issue>
    ... <weight index="1" value="1"/></objective><reservation value="0.2"/></utility_space>'''
    >>> profile = read({"buyer.xml": xml}).profiles[0]
    >>> profile.name, profile.values, profile.no_deal
    ('buyer', ((Decimal('100'), Decimal('25')),), Decimal('20'))
    """
    domain: tuple[shared.ScenarioIssue, ...] | None = None
    name, notes = "", list[str]()
    spaces: list[tuple[str, Any]] = []
    for file, data in files.items():
        root = _root(file, data)
        if root.tag == DOMAIN:
            if domain is not None:
                raise shared.wrong("C164", file, "", "a second domain", "one domain", "import one scenario at a time")
            objective = _objective(file, root)
            domain, name = tuple(_issue(file, issue) for issue in _issues(file, objective)), objective.get("name", "")
            shared.named_once([issue.name for issue in domain], file, "", "the issue")
        elif root.tag == PROFILE:
            spaces.append((file, root))
        else:
            raise shared.wrong("C163", file, "", f"<{root.tag}>", f"<{DOMAIN}> or <{PROFILE}>", "name a GENIUS file")
    profiles = []
    for file, root in spaces:
        profile, seen, told = _profile(file, root, domain)
        domain = domain or seen
        profiles.append(profile)
        notes += told
    return shared.Scenario("" if name in ("root", "any") else name, FORM, domain or (), tuple(profiles), tuple(notes))


def _root(file: str, data: bytes) -> Any:
    """Return the root, with no entity resolved, nothing fetched and no document type."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise shared.wrong(
            "C163", file, "", f"no XML ({one_line(str(error))})", "an XML file", "save it again"
        ) from None
    if root.getroottree().docinfo.doctype:
        raise shared.wrong(
            "C162", file, "", "a document type, which can hide entities", "XML without <!DOCTYPE>", "take it out"
        )
    return root


def _objective(file: str, root: Any) -> Any:
    """Return the element that holds the issues."""
    space = root if root.tag == PROFILE else root.find(PROFILE)
    if space is None:
        raise shared.wrong("C164", file, "", f"no <{PROFILE}>", f"<{PROFILE}> with an <objective>", "name another file")
    if space.get("type", "linear") not in ("linear", "any"):
        raise shared.wrong(
            "C166", file, "", f"a {space.get('type')} profile", "a weighted sum of issues", "leave it out"
        )
    found = space.find("objective")
    objective = space if found is None else found
    if objective.find("objective") is not None:
        raise shared.wrong("C166", file, "", "objectives inside an objective", "issues directly in it", "flatten them")
    return objective


def _issues(file: str, objective: Any) -> list[Any]:
    found = objective.findall("issue")
    if not found:
        raise shared.wrong("C164", file, "", "no issue", "at least one <issue>", "name another file")
    return list(found)


def _issue(file: str, element: Any) -> shared.ScenarioIssue:
    name = element.get("name", "")
    kind = element.get("type") or element.get("etype") or element.get("vtype") or "discrete"
    if kind != "discrete":
        todo = "list its values as items"
        raise shared.wrong("C166", file, name, f"an issue of type {kind!r}", "discrete issues", todo)
    options = tuple(
        shared.ScenarioOption(item.get("value", ""), item.get("description", "")) for item in _items(element)
    )
    if not options:
        raise shared.wrong(
            "C164", file, name, "an issue without values", "at least one <item>", "add them, or take it out"
        )
    shared.named_once([option.name for option in options], file, name, "the item")
    return shared.ScenarioIssue(name, options, element.get("description", ""))


def _items(element: Any) -> Iterator[Any]:
    return iter(element.findall("item"))


def _profile(
    file: str, root: Any, domain: tuple[shared.ScenarioIssue, ...] | None
) -> tuple[shared.Profile, tuple[shared.ScenarioIssue, ...], list[str]]:
    objective = _objective(file, root)
    elements = {}
    for element in _issues(file, objective):
        issue = _issue(file, element)
        if issue.name in elements:
            raise shared.wrong(
                "C164", file, "", f"the issue {issue.name!r} twice", "each name once", "take one of them out"
            )
        elements[issue.name] = (issue, element)
    issues = domain or tuple(issue for issue, _ in elements.values())
    if set(elements) != {issue.name for issue in issues}:
        named = ", ".join(sorted(set(elements) ^ {issue.name for issue in issues}))
        raise shared.wrong(
            "C164", file, named, "issues that the domain and the profile do not share", todo="correct one of them"
        )
    shares = _weights(file, objective)
    weights, worths, notes = [], [], []
    party = file.rpartition("/")[2].removesuffix(".xml")
    for issue in issues:
        _, element = elements[issue.name]
        index = element.get("index", "")
        if index not in shares:
            todo = f'add <weight index="{index}" value="..."/>'
            raise shared.wrong("C164", file, issue.name, "an issue without a weight", "one <weight> an issue", todo)
        weights.append(shares[index])
        worth = _evaluations(file, issue, element)
        best = max(worth)
        if 0 < best < 1:
            notes.append(f"{party}, {issue.name}: the evaluations were divided by their largest, {shared.plain(best)}")
        worths.append([shared.rounded(value / best) if best else value for value in worth])
    discount = root.find("discount_factor")
    if discount is not None and shared.number(discount.get("value", ""), file, "discount_factor") not in (0, 1):
        notes.append(f"left out: the discount factor {discount.get('value')} of {party}: a case has none")
    reservation = root.find("reservation")
    reserved = None if reservation is None else shared.number(reservation.get("value", ""), file, "reservation")
    profile, told = shared.profile_of(party, file, weights, worths, reserved)
    return profile, issues, [*notes, *told]


def _weights(file: str, objective: Any) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for element in objective.findall("weight"):
        index = element.get("index", "")
        if index in found:
            raise shared.wrong(
                "C164", file, f"weight {index}", "a weight twice", "one an issue", "take one of them out"
            )
        found[index] = shared.number(element.get("value", ""), file, f"weight {index}")
    return found


def _evaluations(file: str, issue: shared.ScenarioIssue, element: Any) -> list[Decimal]:
    found = {}
    for item in _items(element):
        name = item.get("value", "")
        if item.get("evaluation") is None:
            todo = "give it one in the file"
            raise shared.wrong("C164", file, f"{issue.name}, {name}", "an item without an evaluation", "a number", todo)
        found[name] = shared.number(item.get("evaluation"), file, f"{issue.name}, {name}")
        if found[name] < 0:
            todo = "shift the evaluations of the issue"
            raise shared.wrong(
                "C165", file, f"{issue.name}, {name}", f"{found[name]}", "an evaluation of 0 or more", todo
            )
    if set(found) != {option.name for option in issue.options}:
        named = ", ".join(sorted(set(found) ^ {option.name for option in issue.options}))
        raise shared.wrong("C164", file, f"{issue.name}: {named}", "items that the domain and the profile do not share")
    return [found[option.name] for option in issue.options]


def write(scenario: shared.Scenario) -> dict[str, bytes]:
    """Return the files of a scenario: ``domain.xml`` and one for each party.

    The best option of each issue has the evaluation 1, so that programs that divide by the largest evaluation and
    programs that do not agree on the worth of every package; its own height is in the weight.

    Parameters
    ----------
    scenario : Scenario
        With names that are ids.
    """
    from lxml import etree

    template = etree.Element(DOMAIN)
    _space(template, scenario, None)
    made = {"domain.xml": _bytes(template)}
    for profile in scenario.profiles:
        name = "domain-party" if profile.name == "domain" else profile.name
        made[f"{name}.xml"] = _bytes(_space(None, scenario, profile))
    return made


def _space(parent: Any, scenario: shared.Scenario, profile: shared.Profile | None) -> Any:
    from lxml import etree

    space = etree.Element(PROFILE) if parent is None else etree.SubElement(parent, PROFILE)
    space.set("number_of_issues", str(len(scenario.issues)))
    objective = etree.SubElement(
        space, "objective", index="0", etype="objective", type="objective", description="", name=scenario.name or "root"
    )
    for place, issue in enumerate(scenario.issues):
        described = {"description": one_line(issue.label)} if issue.label else {}
        kinds = {"etype": "discrete", "type": "discrete", "vtype": "discrete"}
        element = etree.SubElement(objective, "issue", index=str(place + 1), name=issue.name, **kinds, **described)
        best = max(profile.values[place]) if profile else Decimal(0)
        for rank, option in enumerate(issue.options):
            item = etree.SubElement(element, "item", index=str(rank + 1), value=option.name)
            if option.label:
                item.set("description", one_line(option.label))
            if profile:
                item.set("evaluation", shared.plain(shared.rounded(profile.values[place][rank] / (best or 1))))
    if profile:
        for place, weight in enumerate(profile.weights):
            share = shared.rounded(weight * (max(profile.values[place]) or 100) / 100)
            etree.SubElement(objective, "weight", index=str(place + 1), value=shared.plain(share))
        etree.SubElement(space, "discount_factor", value="1.0")
        if profile.no_deal is not None:
            etree.SubElement(space, "reservation", value=shared.plain(shared.rounded(profile.no_deal / 100)))
    return space


def _bytes(root: Any) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return data
