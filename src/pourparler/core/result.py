"""The one thing every analysis returns: table, figure, text, challenge, what is missing, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sentence or a cell rests on.

    Parameters
    ----------
    kind : str
        ``claim`` (a verbatim span), ``judgement`` (a signed one), ``unsigned`` (a judgement nobody signed),
        ``method`` (computed here) or ``none`` (nothing on file).
    id : str
        Claim id, or the path of the judgement in the case (``views.norland.membership.weight``), or a method name.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One plain sentence and the marks it rests on."""

    text: str
    marks: tuple[Mark, ...] = ()

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Question:
    """A judgement or a fact that is missing, as a question, with whom to ask and what it would settle."""

    text: str
    ask: str | None = None
    path: str | None = None
    """Where the answer goes in the case."""
    matters: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Labelled columns, and for every cell the marks it rests on.

    Parameters
    ----------
    name : str
        A short id, such as ``stands``.
    title : str
        For people.
    columns : sequence of str
    rows : sequence of sequence
        Each as long as ``columns``.
    marks : mapping of (row, column) to marks
        Row counted from zero, column by name.

    Examples
    --------
    >>> table = Table("ages", "Ages", ("who", "age"), (("a", 3), ("b", 4)))
    >>> table.column("age")
    [3, 4]
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marks: Mapping[tuple[int, str], tuple[Mark, ...]] = field(default_factory=dict)
    note: str | None = None

    def column(self, name: str) -> list[Cell]:
        """Return one column as a list."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]

    def frame(self) -> pandas.DataFrame:
        """Return the table as a data frame."""
        import pandas

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def records(self) -> list[dict[str, Cell]]:
        """Return the table as one dictionary a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as a Vega-Lite specification with its data inside, and the words for who cannot see it."""

    name: str
    title: str
    alt: str
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What produced a result, enough to produce it again."""

    method: str
    citation: str
    inputs: str
    """Hash of what the question saw: its part of the case and evidence, as this reader sees them."""
    parameters: Mapping[str, Cell] = field(default_factory=dict)
    seed: int | None = None
    draws: int | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What an analysis returns.

    Parameters
    ----------
    question : str
        The name of the analysis, such as ``positions``.
    title : str
        The question as a person would ask it.
    tables, figures : tuple
        The first of each is the main one.
    text : tuple of Sentence
        Two or three plain sentences, with the interval where there is a number.
    challenge : tuple of Sentence
        Thresholds; what would change this.
    missing : tuple of Question
        The judgements it lacked.
    provenance : Provenance
    """

    question: str
    title: str
    provenance: Provenance
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    text: tuple[Sentence, ...] = ()
    challenge: tuple[Sentence, ...] = ()
    missing: tuple[Question, ...] = ()

    @property
    def table(self) -> pandas.DataFrame:
        """The main table as a data frame.

        Raises
        ------
        LookupError
            When the result has no table.
        """
        if not self.tables:
            raise LookupError(f"the result of {self.question} has no table")
        return self.tables[0].frame()

    @property
    def figure(self) -> Figure | None:
        """The main figure, if there is one."""
        return self.figures[0] if self.figures else None

    def table_named(self, name: str) -> Table:
        """Return the table with this name.

        Raises
        ------
        LookupError
            When there is none; the message lists those there are.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise LookupError(f"no table {name!r}; there are: {', '.join(table.name for table in self.tables)}")

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        from dataclasses import asdict

        data = asdict(self)
        for table, plain in zip(self.tables, data["tables"], strict=True):
            plain["marks"] = [
                {"row": row, "column": column, "marks": [asdict(mark) for mark in marks]}
                for (row, column), marks in sorted(table.marks.items())
            ]
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Result:
        """Return the result that :meth:`to_dict` told, also after it was JSON.

        Raises
        ------
        KeyError, TypeError, ValueError
            When the data are no result.

        Examples
        --------
        >>> result = Result("ages", "How old?", Provenance("counting", "", "ab12"), text=(Sentence("Three."),))
        >>> Result.from_dict(result.to_dict()) == result
        True
        """
        return cls(
            question=data["question"],
            title=data["title"],
            provenance=Provenance(**{**data["provenance"], "warnings": tuple(data["provenance"]["warnings"])}),
            tables=tuple(map(_table, data["tables"])),
            figures=tuple(Figure(**told) for told in data["figures"]),
            text=tuple(map(_sentence, data["text"])),
            challenge=tuple(map(_sentence, data["challenge"])),
            missing=tuple(Question(**told) for told in data["missing"]),
        )

    def _repr_html_(self) -> str:
        """Show the result in a notebook."""
        parts = [f"<h3>{escape(self.title)}</h3>", *(f"<p>{escape(str(sentence))}</p>" for sentence in self.text)]
        parts += [_html_table(table) for table in self.tables]
        for heading, lines in (("What would change this", self.challenge), ("Missing", self.missing)):
            if lines:
                items = "".join(f"<li>{escape(line.text)}</li>" for line in lines)
                parts.append(f"<h4>{heading}</h4><ul>{items}</ul>")
        parts.append(f"<p><small>{escape(self.provenance.method)}; inputs {escape(self.provenance.inputs)}</small></p>")
        return "".join(parts)


def _marks(told: Sequence[Mapping[str, str]]) -> tuple[Mark, ...]:
    return tuple(Mark(**mark) for mark in told)


def _sentence(told: Mapping[str, Any]) -> Sentence:
    return Sentence(told["text"], _marks(told["marks"]))


def _table(told: Mapping[str, Any]) -> Table:
    return Table(
        name=told["name"],
        title=told["title"],
        columns=tuple(told["columns"]),
        rows=tuple(map(tuple, told["rows"])),
        marks={(place["row"], place["column"]): _marks(place["marks"]) for place in told["marks"]},
        note=told["note"],
    )


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in table.columns)
    rows: Sequence[str] = [
        "<tr>" + "".join(f"<td>{escape('' if cell is None else str(cell))}</td>" for cell in row) + "</tr>"
        for row in table.rows
    ]
    return f"<table><caption>{escape(table.title)}</caption><tr>{head}</tr>{''.join(rows)}</table>"
