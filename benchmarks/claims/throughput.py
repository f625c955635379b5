"""Speed and memory of a whole reading beside the bare parse: ``python -m benchmarks.claims.throughput``."""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import Any

from benchmarks.claims.documents import SETS, load_set

_DOCUMENTS = 60
_ROUNDS = 5
_BATCH = 16  # What our own reading uses: only the work is to differ, not the batching.
_TO_MEGABYTES = 1024 if sys.platform != "darwin" else 1024 * 1024


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long a piece of work takes by the clock and of the processor, in seconds."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def measure(texts: Sequence[str], rounds: int = _ROUNDS) -> dict[str, Any]:
    """Read the same texts bare and whole, in turn, and compare the medians.

    Parameters
    ----------
    texts : sequence of str
    rounds : int
        How many times each is timed; the order alternates, so that a slow spell of the machine hits both.

    Returns
    -------
    dict
        Seconds, articles and words a second of both by the clock; the speed of ours over that of the bare parse, by
        the clock and by processor time (steadier where other work shares the machine); peak memory in megabytes.
    """
    from pourparler.evidence.extraction import Document, read_many
    from pourparler.evidence.extraction.pipeline import language_model

    documents = [Document(f"article-{number}", text) for number, text in enumerate(texts)]

    def bare() -> object:
        return list(language_model().pipe(texts, batch_size=_BATCH))

    def whole() -> object:
        return list(read_many(documents))

    bare()  # Loads the model, and the lists our own rules read, before anything is timed.
    whole()
    timings: dict[str, list[tuple[float, float]]] = {"bare": [], "whole": []}
    for number in range(rounds):
        order = [("bare", bare), ("whole", whole)]
        for name, work in order if number % 2 == 0 else reversed(order):
            timings[name].append(seconds(work))
    words = sum(len(re.findall(r"\w+", text)) for text in texts)
    medians = {name: statistics.median(clock for clock, _ in values) for name, values in timings.items()}
    processor = {name: statistics.median(used for _, used in values) for name, values in timings.items()}
    return {
        "documents": len(texts),
        "words": words,
        "rounds": rounds,
        "seconds": medians,
        "articles per second": {name: len(texts) / value for name, value in medians.items()},
        "words per second": {name: words / value for name, value in medians.items()},
        "ratio": medians["bare"] / medians["whole"],
        "processor ratio": processor["bare"] / processor["whole"],
        "peak megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _TO_MEGABYTES,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the measurement."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims.throughput", description=__doc__)
    parser.add_argument("--documents", type=int, default=_DOCUMENTS, help="the articles are repeated to this many")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--json", action="store_true", help="numbers for a program")
    options = parser.parse_args(arguments)
    articles = [article.text for name in SETS for article in load_set(name)]
    found = measure(list(islice(cycle(articles), options.documents)), options.rounds)
    if options.json:
        sys.stdout.write(json.dumps(found, indent=1) + "\n")
        return 0
    sys.stdout.write(f"{found['documents']} articles, {found['words']} words, median of {found['rounds']} rounds\n")
    for name in ("bare", "whole"):
        sys.stdout.write(
            f"{name:6}{found['seconds'][name]:8.2f} s {found['articles per second'][name]:8.1f} articles/s "
            f"{found['words per second'][name]:8.0f} words/s\n"
        )
    sys.stdout.write(
        f"{found['ratio']:.2f} of the speed of the bare parse ({found['processor ratio']:.2f} by processor time); "
        f"peak memory {found['peak megabytes']:.0f} MB\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
