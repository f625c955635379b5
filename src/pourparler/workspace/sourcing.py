"""The verb ``sources``: mark one, see what rests on it, remove it."""

from __future__ import annotations

from dataclasses import dataclass

from pourparler.core.errors import PourparlerError, Problem
from pourparler.evidence.record import Evidence, ReviewedClaim, Source
from pourparler.workspace.atomic import write_whole
from pourparler.workspace.base import case_of, evidence_of, loaded_case, source_called, stored
from pourparler.workspace.folder import Folder
from pourparler.workspace.marking import save_mark


@dataclass(frozen=True, slots=True)
class Rest:
    """What rests on a source: its claims, the entries of the case that cite them, the briefs kept with them."""

    source: Source
    claims: tuple[ReviewedClaim, ...]
    entries: tuple[tuple[str, str], ...]
    """Claim id and path in the case."""
    briefs: tuple[str, ...]


def mark(folder: Folder, asked: str, **changes: object) -> Rest:
    """Note something about a source, and return what rests on it."""
    with folder.writing():
        evidence = evidence_of(folder)
        source = source_called(evidence, asked)
        replacement = changes.get("superseded_by")
        if isinstance(replacement, str):
            changes["superseded_by"] = source_called(evidence, replacement).id
        save_mark(folder.marking, source.file, **changes)
    return rests_on(folder, asked)


def rests_on(folder: Folder, asked: str) -> Rest:
    """Return what rests on a source."""
    from pourparler.case.check import cited_claims

    evidence = evidence_of(folder)
    source = source_called(evidence, asked)
    claims = tuple(one for one in evidence.claims if one.claim.source == source.id)
    ids = {one.claim.id for one in claims}
    entries = tuple((claim, path) for claim, path in cited_claims(case_of(folder)) if claim in ids)
    return Rest(source, claims, entries, _briefs_with(folder, source))


def _briefs_with(folder: Folder, source: Source) -> tuple[str, ...]:
    if not folder.briefs.is_dir():
        return ()
    kept = sorted(folder.briefs.glob("*/claims.jsonl"))
    return tuple(path.parent.name for path in kept if f'"{source.id}"' in path.read_text(encoding="utf-8"))


def remove(folder: Folder, asked: str, *, force: bool = False) -> Rest:
    """Remove a source from the evidence and from ``sources/``.

    Raises
    ------
    PourparlerError
        W124 when the case cites claims of it and ``force`` is not given. When forced, the case says so in a remark
        at its end.
    """
    rest = rests_on(folder, asked)
    if rest.entries and not force:
        named = ", ".join(f"{path} ({claim})" for claim, path in rest.entries[:6])
        raise PourparlerError(
            Problem(
                "W124",
                rest.source.id,
                f"{len(rest.entries)} entries of the case rest on it: {named}",
                "a source that the case does not cite",
                "take the links out of the case first, or use --force: the case then says that the source is gone",
            )
        )
    with folder.writing():
        if rest.entries:
            _say_so(folder, rest)
        with stored(folder) as store:
            store.remove(rest.source.id)
        (folder.sources / rest.source.file).unlink(missing_ok=True)
    return rest


def _say_so(folder: Folder, rest: Rest) -> None:
    """Leave a remark in the case, without disturbing a line of it."""
    loaded = loaded_case(folder)
    if loaded is None:
        return
    text = folder.case.read_bytes().decode("utf-8")
    lines = [
        f"# removed source {rest.source.id} ({rest.source.file}, text {rest.source.sha256[:12]}); these rested on it:"
    ]
    lines += [f"#   {path}: {claim}" for claim, path in rest.entries]
    remarked = text.rstrip("\n") + "\n\n" + "\n".join(lines) + "\n"
    write_whole(folder.case, remarked.encode(), instead_of=text.encode())


def listing(evidence: Evidence) -> list[dict[str, object]]:
    """Return one line a source."""
    count = dict.fromkeys(evidence.sources, 0)
    for one in evidence.claims:
        count[one.claim.source] += 1
    return [
        {
            "id": source.id,
            "file": source.file,
            "date": source.date,
            "language": source.language,
            "visibility": source.visibility.value,
            "standing": source.standing.value,
            "off_record": source.off_record,
            "copy_of": source.copy_of,
            "claims": count[source.id],
            "note": source.note,
        }
        for source in evidence.sources.values()
    ]
