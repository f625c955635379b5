"""``pourparler claims DIR``: list, show, search, accept, correct, reject, add."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pourparler.cli.showing import columns, print_json
from pourparler.core.inert import one_line

HELP = "The claims found in reporting: list, show, search, accept, correct, reject, add by hand, export (--json)."

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
By = Annotated[str | None, typer.Option(help="Initials of who decides (or set POURPARLER_BY).")]
On = Annotated[str | None, typer.Option(help="Day of the decision, YYYY-MM-DD; today if left out.")]
Note = Annotated[str | None, typer.Option(help="A remark for colleagues.")]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, or the last characters of it.")]
Speaker = Annotated[str | None, typer.Option(help="Entity or party id.")]
ActName = Annotated[
    str | None, typer.Option("--act", help="demand, offer, support, oppose, commit, appeal, assess, plan, threaten.")
]
Issue = Annotated[str | None, typer.Option(help="Issue id.")]
Condition = Annotated[str | None, typer.Option(metavar="START-END", help="Characters of the clause it hangs on.")]
Day = Annotated[str | None, typer.Option("--date", help="Day it was said, YYYY-MM-DD.")]


@app.callback()
def _folder(ctx: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR", help="The workspace.")]) -> None:
    ctx.obj = folder


@app.command("list")
def list_(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
    review: Annotated[str | None, typer.Option(help="Only proposed, accepted, corrected or added.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="All documents in the exchange format pourparler-claims/1.")
    ] = False,
) -> None:
    """List the claims, one a line; with --json, export every document."""
    from pourparler.workspace.base import evidence_of, source_called
    from pourparler.workspace.folder import existing
    from pourparler.workspace.reviewing import export

    folder = existing(ctx.obj)
    if as_json:
        print_json(export(folder))
        return
    evidence = evidence_of(folder)
    wanted = source_called(evidence, source).id if source else None
    rows = [
        (
            one.claim.id,
            one.review.value,
            _speaker(evidence, one.claim),
            one.claim.act.value,
            one.claim.issue,
            _shortened(evidence.words(one.claim) or "off the record"),
        )
        for one in evidence.claims
        if wanted in (None, one.claim.source) and review in (None, one.review.value)
    ]
    typer.echo(
        columns(rows, ("claim", "review", "speaker", "act", "issue", "words")) if rows else "No claim is on file."
    )


def _speaker(evidence: Any, claim: Any) -> str:
    if claim.speaker.entity is None:
        return "open" if not claim.speaker.unnamed else "unnamed"
    entity = evidence.entities.get(claim.speaker.entity)
    return str(entity.name if entity is not None else claim.speaker.entity)


def _shortened(words: str) -> str:
    shown = one_line(words)
    return shown if len(shown) <= 70 else shown[:69] + "…"


@app.command()
def show(ctx: typer.Context, claim: ClaimId) -> None:
    """Show one claim in its paragraph, with everything that was read and why."""
    from pourparler.workspace.base import evidence_of
    from pourparler.workspace.folder import existing
    from pourparler.workspace.reviewing import claim_called

    evidence = evidence_of(existing(ctx.obj))
    found = claim_called(evidence.by_id, claim)
    one = found.claim
    source = evidence.sources[one.source]
    rows = [
        ("claim", one.id),
        ("source", f"{source.file}, {source.date or 'undated'}"),
        ("speaker", _speaker(evidence, one)),
        ("candidates", ", ".join(one.speaker.candidates)),
        ("act", one.act.value + (" (denied)" if one.negated else "")),
        ("how", f"{one.kind.value}, {one.quote_type.value}"),
        ("issue", one.issue),
        ("condition", evidence.quote(one.source, one.condition) if one.condition else None),
        ("to whom", one.addressee),
        ("channel", one.channel),
        ("date", one.date),
        ("confidence", one.confidence.value),
        ("why", "; ".join(one.why)),
        ("review", found.review.value + (f" by {found.by}, {found.on}" if found.by else "")),
        ("note", found.note),
        ("place", ", ".join(f"{span.start}-{span.end}" for span in one.content)),
    ]
    for label, value in rows:
        if value:
            typer.echo(f"{label:<11} {one_line(str(value))}")
    if source.off_record:
        typer.echo("The source is off the record: usable, never quoted.")
        return
    typer.echo()
    typer.echo(one_line(evidence.paragraph(one.source, one.content[0]).of(evidence.texts[one.source])))


@app.command()
def search(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help="All of them, or a phrase in quotation marks.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Find paragraphs, in any language, with the characters where they stand."""
    from dataclasses import asdict

    from pourparler.workspace.base import stored
    from pourparler.workspace.folder import existing

    folder = existing(ctx.obj)
    with stored(folder) as store:
        hits = store.search(" ".join(f'"{word}"' if " " in word else word for word in words))
        texts = {hit.source: store.text(hit.source) for hit in hits}
    if as_json:
        print_json([asdict(hit) for hit in hits])
        return
    for hit in hits:
        paragraph = one_line(hit.paragraph.of(texts[hit.source]))
        typer.echo(f"{hit.source} {hit.paragraph.start}-{hit.paragraph.end}  {paragraph[:200]}")
    if not hits:
        typer.echo("Nothing found.")


def _verdict(name: str, review: str, words: str) -> None:
    """Add a command that decides the same about several claims."""

    @app.command(name, help=words)
    def decided(
        ctx: typer.Context,
        claims: Annotated[list[str], typer.Argument(metavar="CLAIM...")],
        by: By = None,
        on: On = None,
        note: Note = None,
    ) -> None:
        _decide(ctx, claims, review, by, on, note)


_verdict("accept", "accepted", "Accept claims as they were read.")
_verdict(
    "reject",
    "rejected",
    "Reject claims: they are left out everywhere, and stay rejected when the source is read again.",
)


@app.command()
def correct(
    ctx: typer.Context,
    claim: ClaimId,
    speaker: Speaker = None,
    act: ActName = None,
    issue: Issue = None,
    condition: Condition = None,
    date: Day = None,
    content: Annotated[str | None, typer.Option(metavar="START-END", help="Characters of the words.")] = None,
    by: By = None,
    on: On = None,
    note: Note = None,
) -> None:
    """Correct what was read of a claim; its words stay those of the source."""
    changes = _changes(speaker, act, issue, condition, date)
    if content is not None:
        changes["content"] = [_span(part, "--content") for part in content.split(",")]
    _decide(ctx, [claim], "corrected", by, on, note, changes)


@app.command()
def add(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Its id or file name.")],
    start: Annotated[int, typer.Argument(metavar="START", help="First character of the words.")],
    end: Annotated[int, typer.Argument(metavar="END", help="One past the last.")],
    speaker: Speaker = None,
    act: ActName = None,
    issue: Issue = None,
    condition: Condition = None,
    date: Day = None,
    by: By = None,
    on: On = None,
) -> None:
    """Add a claim by hand."""
    from pourparler.cli.asking import by_whom, when
    from pourparler.workspace.folder import existing
    from pourparler.workspace.reviewing import add_by_hand

    fields = _changes(speaker, act, issue, condition, date)
    made = add_by_hand(existing(ctx.obj), source, start, end, by=by_whom(by), on=when(on), fields=fields)
    typer.echo(f"{made.claim} added by {made.by}, {made.on}")


def _decide(
    ctx: typer.Context,
    claims: list[str],
    review: str,
    by: str | None,
    on: str | None,
    note: str | None,
    changes: dict[str, Any] | None = None,
) -> None:
    from pourparler.cli.asking import by_whom, when
    from pourparler.evidence.claim import Review
    from pourparler.workspace.folder import existing
    from pourparler.workspace.reviewing import decide

    who, day = by_whom(by), when(on)
    for claim in claims:
        made = decide(existing(ctx.obj), claim, Review(review), by=who, on=day, changes=changes, note=note)
        typer.echo(f"{made.claim} {review} by {who}, {day}")


def _changes(
    speaker: str | None, act: str | None, issue: str | None, condition: str | None, date: str | None
) -> dict[str, Any]:
    changes: dict[str, Any] = {"speaker": speaker, "act": act, "issue": issue, "date": date}
    if condition is not None:
        changes["condition"] = _span(condition, "--condition")
    return {key: value for key, value in changes.items() if value is not None}


def _span(text: str, option: str) -> list[int]:
    from pourparler.core.errors import PourparlerError, Problem

    start, _, end = text.strip().partition("-")
    if not (start.isdigit() and end.isdigit()):
        raise PourparlerError(Problem("W162", option, repr(text), "START-END, such as 120-164", "type it so"))
    return [int(start), int(end)]
