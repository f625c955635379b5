"""What would this sentence give away? A draft beside the case, before it is spoken."""

from __future__ import annotations

from pourparler.analysis.disclosure.counted import Counted
from pourparler.analysis.disclosure.public import Public
from pourparler.analysis.disclosure.terms import bargain
from pourparler.analysis.ground import Ground
from pourparler.analysis.packages.counting import held
from pourparler.analysis.phrases import counted as number_of
from pourparler.analysis.phrases import listed
from pourparler.analysis.process import with_no_deal
from pourparler.analysis.saying.draft import About, Draft
from pourparler.analysis.saying.earlier import Earlier, earlier
from pourparler.analysis.saying.inferred import Inference, inferences, strongest
from pourparler.analysis.saying.mandate import BELOW, BEYOND, BREAKS, CROSSES, Ruling, rulings
from pourparler.analysis.saying.touched import Touch, touched
from pourparler.case.model import Case
from pourparler.case.sampling import SEED, Draws, draws_of
from pourparler.core.result import Cell, Mark, Question, Result, Sentence, Table
from pourparler.evidence.record import Evidence

METHOD = (Mark("method", "say"),)
METHOD_NAME = "a draft read as reporting would be, beside the case and what was said before"
CITATION = "speech acts as for reporting; inferences bounded by the best package with or without an option"
OWN = "Own side only: this names values that are not public. Nothing of it is stored."
NOTHING = "It touches no issue of the case and nobody's value: there is nothing on file to check it against."


def saying(case: Case, evidence: Evidence, draft: Draft, draws: Draws | None = None) -> Result:
    """Check a draft before it is spoken.

    Parameters
    ----------
    case : Case
    evidence : Evidence
        With the draft as one more source (:func:`pourparler.evidence.drafted.with_draft`).
    draft : Draft
    draws : Draws, optional
        Of the case; from `SEED` when left out.

    Returns
    -------
    Result
        Tables ``read``, ``touches``, ``inferences``, ``earlier``, ``mandate``. For our own side alone.

    Notes
    -----
    It says what words would touch and what could be read into them. It compares no wordings and proposes none, and it
    gives no terms: what a sentence would gain is not what it is checked for. A strong reading that our own judgement
    contradicts is named, because it would mislead.

    Examples
    --------
    >>> from pourparler.analysis.saying.draft import Said
    >>> case = Case.model_validate({"parties": [{"id": "norland", "name": "Norland"}]})
    >>> draft = Draft("norland", "Norland", (Said("We thank our hosts.", None),), "draft")
    >>> [line.text for line in saying(case, Evidence({}, {}), draft).text][1:]
    ["It touches no issue of the case and nobody's value: there is nothing on file to check it against."]
    """
    drawn = with_no_deal(case, draws_of(case, SEED) if draws is None else draws)
    ground = Ground(case, evidence)
    table, drawn = bargain(case, drawn)
    counted = Counted(Public(ground), drawn, table)
    sentences = tuple(About(ground, draft, one) for one in draft.said)
    touches = _each_path_once(sentences)
    told = tuple(one for about in sentences for one in inferences(about, counted))
    before = earlier(ground, draft, sentences)
    ruled = tuple(dict.fromkeys(one for about in sentences for one in rulings(about, counted)))
    empty = not (touches or told or before) and not any(about.options or about.of_no_deal for about in sentences)
    summary = (Sentence(NOTHING, METHOD),) if empty else _summary(touches, told, before, ruled)
    return Result(
        question="say",
        title=f"What would this give away, said by {draft.name}?",
        provenance=ground.provenance(METHOD_NAME, CITATION, seed=drawn.seed, draws=drawn.draws),
        tables=(
            _read_table(sentences, counted),
            _touch_table(touches),
            _inference_table(told, counted),
            _earlier_table(before),
            _mandate_table(() if empty else ruled),
        ),
        text=(Sentence(OWN, METHOD), *summary),
        missing=() if empty else _missing(sentences, counted),
    )


def _each_path_once(sentences: tuple[About, ...]) -> tuple[Touch, ...]:
    found: dict[str, Touch] = {}
    for one in sorted((one for about in sentences for one in touched(about)), key=lambda one: not one.direct):
        found.setdefault(one.path, one)
    return tuple(found.values())


def _summary(
    touches: tuple[Touch, ...], told: tuple[Inference, ...], before: tuple[Earlier, ...], ruled: tuple[Ruling, ...]
) -> tuple[Sentence, ...]:
    lines = []
    named = sum(one.direct for one in touches)
    rest = len(touches) - named
    if named:
        count = number_of(named, "value that is not public", "values that are not public")
        around = f"; {number_of(rest, 'more lies', 'more lie')} around its issues" if rest else ""
        lines.append(f"Its words name or speak of {count}{around}.")
    elif rest:
        count = number_of(rest, "value that is not public lies", "values that are not public lie")
        lines.append(f"Its words name no such value; {count} around its issues.")
    else:
        lines.append("All that it touches is public.")
    for verdict, words in (
        (CROSSES, "It crosses a red line"),
        (BREAKS, "It goes back on a public word"),
        (BEYOND, "It draws a line that the mandate does not draw"),
    ):
        found = [one.told for one in ruled if one.verdict == verdict]
        if found:
            lines.append(f"{words}: {'; '.join(found)}.")
    lines += [f"It stays below a bottom line: {one.told}." for one in ruled if one.verdict.startswith(BELOW)]
    if before:
        lines.append(f"{number_of(len(before), 'earlier statement stands', 'earlier statements stand')} against it.")
    for one in told:
        if one.holds is not None and one.holds.mean() < 0.5:
            lines.append(f"Who infers this would be mistaken, as we judge: {one.words}. It holds in {held(one.holds)}.")
    return tuple(Sentence(line, METHOD) for line in lines)


def _read_table(sentences: tuple[About, ...], counted: Counted) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for about in sentences:
        claim = about.said.claim
        issues = [issue.label for issue in about.case.issues if issue.id in about.options]
        options = [about.option(issue, one) for issue, named in about.options.items() for one in named]
        rows.append(
            (
                about.said.words,
                None if claim is None else claim.act.value,
                None if about.stance is None else about.stance.value,
                counted.names.party(about.about),
                listed(issues) if issues else None,
                "; ".join(options) or None,
            )
        )
    columns = ("sentence", "act", "stance", "tells the will of", "issues", "options named")
    return Table("read", "How it was read", columns, tuple(rows))


def _touch_table(touches: tuple[Touch, ...]) -> Table:
    rows = tuple((one.path, one.what, one.value, one.who, one.why) for one in touches)
    marks = {(number, "value"): one.marks for number, one in enumerate(touches)}
    columns = ("path", "what", "value", "who may see it", "the words")
    note = "What is public is left out." if touches else None
    return Table("touches", "Values it touches that are not public", columns, rows, marks, note)


def _inference_table(told: tuple[Inference, ...], counted: Counted) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for one in told:
        holds = None if one.holds is None else held(one.holds).brief
        rows.append((counted.names.party(one.about), one.words, holds, strongest(one, counted)))
    columns = ("about", "a listener could infer", "holds as we judge in", "bits, if wholly believed")
    marks = {(number, "a listener could infer"): METHOD for number in range(len(rows))}
    return Table("inferences", "What a listener could infer", columns, tuple(rows), marks)


def _earlier_table(before: tuple[Earlier, ...]) -> Table:
    rows = tuple((one.day, one.speaker, one.words, one.how, one.against) for one in before)
    marks = {(number, "words"): one.marks for number, one in enumerate(before)}
    columns = ("date", "speaker", "words", "how", "against")
    return Table("earlier", "Earlier statements it stands against", columns, rows, marks)


def _mandate_table(ruled: tuple[Ruling, ...]) -> Table:
    rows = tuple((one.rule, one.told, one.verdict, one.path) for one in ruled)
    marks = {(number, "as it stands"): one.marks for number, one in enumerate(ruled)}
    return Table("mandate", "What the mandate says", ("rule", "as it stands", "the draft", "path"), rows, marks)


def _missing(sentences: tuple[About, ...], counted: Counted) -> tuple[Question, ...]:
    """Return what the check lacked."""
    found = []
    for about in sentences:
        if about.said.claim is None:
            text = f"What does this do: demand, offer, refuse, promise? It was not recognised: “{about.said.words}”"
            found.append(Question(text, None, None, "what a listener could infer"))
        for issue in about.options:
            view = about.case.view(about.draft.speaker, issue)
            entry = about.case.issue(issue)
            label = entry.label if entry is not None else issue
            if view is None:
                who = counted.names.party(about.draft.speaker)
                text = f"What are the bottom line and the red lines of {who} on {label}?"
                path = f"views.{about.draft.speaker}.{issue}"
                found.append(Question(text, None, path, "what the mandate allows"))
    return tuple(dict.fromkeys(found))
