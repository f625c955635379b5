"""What scenario files of other programs have in common: issues, options, and one weighted sum a party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pourparler.core.errors import Place, PourparlerError, Problem

DIGITS = 12
"""Significant digits kept of a number that does not end, such as a third."""
_NEAR = Decimal("1e-9")
"""Weights of another program that differ less than this from a sum of one are meant to add up to it."""


@dataclass(frozen=True, slots=True)
class ScenarioOption:
    """One value of an issue: the name other programs know it by, and a longer one for people."""

    name: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioIssue:
    """An issue with its values, in order."""

    name: str
    options: tuple[ScenarioOption, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one party's packages are worth: the sum over issues of weight times value.

    Parameters
    ----------
    name : str
        Of the party.
    file : str
        Where it was read.
    weights : tuple of Decimal, one an issue
        They add up to one.
    values : tuple of tuple of Decimal, one an issue and option
        0 to 100.
    no_deal : Decimal or None
        What a package must be worth, 0 to 100.
    """

    name: str
    file: str
    weights: tuple[Decimal, ...]
    values: tuple[tuple[Decimal, ...], ...]
    no_deal: Decimal | None = None

    def utility(self, package: Sequence[int]) -> Decimal:
        """Return the worth of a package, 0 to 100.

        Parameters
        ----------
        package : sequence of int
            The place of the option chosen on each issue.

        Examples
        --------
        >>> half, worths = Decimal("0.5"), (Decimal(40), Decimal(100))
        >>> Profile("norland", "", (half, half), (worths, worths)).utility((1, 0))
        Decimal('70.0')
        """
        parts = (w * v[o] for w, v, o in zip(self.weights, self.values, package, strict=True))
        return sum(parts, start=Decimal(0))


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as other programs have it.

    Parameters
    ----------
    name : str
    form : str
        In words, such as ``GENIUS``.
    issues : tuple of ScenarioIssue
    profiles : tuple of Profile
        One a party; none for a domain alone.
    notes : tuple of str
        What was left out or changed on the way, one sentence each.
    """

    name: str
    form: str
    issues: tuple[ScenarioIssue, ...]
    profiles: tuple[Profile, ...]
    notes: tuple[str, ...] = ()


def wrong(code: str, file: str, where: str, found: str, allowed: str = "", todo: str = "") -> PourparlerError:
    """Return the error for something in a file of another program."""
    return PourparlerError(Problem(code, where, found, allowed, todo, Place(file)))


def number(raw: object, file: str, where: str) -> Decimal:
    """Return a finite number as it was written, without rounding.

    Raises
    ------
    PourparlerError
        C165 when it is no number, or infinite.

    Examples
    --------
    >>> number("0.07", "seller.xml", "price")
    Decimal('0.07')
    """
    try:
        found = Decimal(str(raw).strip())
    except ArithmeticError:
        raise wrong("C165", file, where, f"{str(raw)[:40]!r}", "a number", "correct it in the file") from None
    if not found.is_finite() or not (found == 0 or -18 < found.adjusted() < 18):
        raise wrong(
            "C165", file, where, f"{str(raw)[:40]!r}", "a finite number of sensible size", "correct it in the file"
        )
    return found


def rounded(value: Decimal) -> Decimal:
    """Return a number with at most twelve significant digits and no zeros at its end.

    Examples
    --------
    >>> rounded(Decimal(100) / 3), rounded(Decimal("20.0"))
    (Decimal('33.3333333333'), Decimal('20'))
    """
    found = Decimal(f"{value:.{DIGITS}g}")
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found.normalize()


def plain(value: Decimal) -> str:
    """Return a number without an exponent.

    Examples
    --------
    >>> plain(Decimal("1E+2")), plain(Decimal("0.0000001"))
    ('100', '0.0000001')
    """
    return format(value, "f")


def named_once(names: Sequence[str], file: str, where: str, what: str) -> None:
    """Refuse names that stand twice, or are empty.

    Raises
    ------
    PourparlerError
        C164.
    """
    for index, name in enumerate(names):
        if not name.strip():
            raise wrong("C164", file, where, f"{what} without a name", todo="give it one in the file")
        if name in names[:index]:
            raise wrong("C164", file, where, f"{what} {name!r} twice", "each name once", "take one of them out")


def profile_of(
    name: str,
    file: str,
    weights: Sequence[Decimal],
    worths: Sequence[Sequence[Decimal]],
    reserved: Decimal | None,
) -> tuple[Profile, tuple[str, ...]]:
    """Return a profile on our scale from a weighted sum on another one.

    Parameters
    ----------
    name, file : str
    weights : sequence of Decimal, one an issue
        0 or more.
    worths : sequence of sequence of Decimal, one an issue and option
        0 or more; 1 is the best where they are normalised.
    reserved : Decimal or None
        On the scale of the sum.

    Returns
    -------
    profile : Profile
        Every package is worth 100 times what the sum says. Where weights do not add up to one, the values are scaled in
        their place, so that this still holds; where packages are worth more than one, all is divided by the worth of
        the best, which changes no preference.
    notes : tuple of str
        Which of the two was done.

    Raises
    ------
    PourparlerError
        C165 for something negative, for weights that are all 0, and for a reservation value outside the scale.

    Examples
    --------
    >>> one, five = Decimal(1), Decimal("0.5")
    >>> profile, _ = profile_of("a", "a.xml", [five, five], [[one, five], [Decimal(0), one]], Decimal("0.3"))
    >>> profile.weights, profile.values[0], profile.no_deal
    ((Decimal('0.5'), Decimal('0.5')), (Decimal('100'), Decimal('50')), Decimal('30'))
    """
    if any(value < 0 for value in (*weights, *(worth for one in worths for worth in one))):
        raise wrong("C165", file, name, "a negative weight or value", "0 or more", "shift the values in the file")
    total = sum(weights, start=Decimal(0))
    if not total:
        raise wrong("C165", file, name, "weights that are all 0", "at least one above 0", "correct them in the file")
    bests = [weight * max(worth) for weight, worth in zip(weights, worths, strict=True)]
    most, notes = sum(bests, start=Decimal(0)), list[str]()
    normal = abs(total - 1) <= _NEAR and all(max(worth) <= 1 for worth in worths)
    scale: Decimal = Decimal(1) if normal or most <= 1 else most
    if normal or not most:
        shares = [weight / total for weight in weights]
        values = [[worth * 100 if normal else Decimal(0) for worth in one] for one in worths]
    else:
        shares = [best / most for best in bests]
        height = 100 * min(most, Decimal(1))
        values = [[worth / (max(one) or Decimal(1)) * height for worth in one] for one in worths]
        notes.append(
            f"{name}: packages are worth up to {plain(rounded(most))}; all was divided by that, so that the best is 100"
            if scale > 1
            else f"{name}: weights do not add up to 1; the values were scaled so that every package keeps its worth"
        )
    floor = None if reserved is None else rounded(reserved / scale * 100)
    if floor is not None and not 0 <= floor <= 100:
        found = f"a reservation value of {plain(rounded(reserved or floor))}"
        raise wrong("C165", file, name, found, f"0 to {plain(rounded(scale))}", "correct it in the file")
    kept = tuple(tuple(rounded(value) for value in one) for one in values)
    return Profile(name, file, tuple(rounded(share) for share in shares), kept, floor), tuple(notes)
