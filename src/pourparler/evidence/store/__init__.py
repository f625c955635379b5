"""The evidence store: one file that holds every source, its frozen text and its claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pourparler.evidence.store.search import Hit
    from pourparler.evidence.store.store import Added, Store

__all__ = ["Added", "Hit", "Store", "open_store"]


def open_store(path: Path) -> Store:
    """Open the evidence store of a workspace, making it when it is missing.

    Parameters
    ----------
    path : Path
        ``evidence.db``.

    Returns
    -------
    Store
        To be used in a ``with`` statement.

    Raises
    ------
    PourparlerError
        E131 (written by a newer version), E132 (not a store, or damaged), E133 (busy) or E134 (cannot be written).

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "evidence.db") as store:
    ...     store.sources()
    ()
    """
    from pourparler.evidence.store.store import Store

    return Store(path)


def __getattr__(name: str) -> object:
    # The database library takes a third of a second to import: commands that do not read the store do not wait.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pourparler.evidence.store import search, store

    return getattr(search if name == "Hit" else store, name)
