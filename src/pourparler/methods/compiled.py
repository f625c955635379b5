"""How kernels are compiled: once per machine, kept on disk, run without Python's lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(function: Kernel) -> Kernel:
    """Compile a function of arrays and numbers on its first call and keep it for later processes.

    Arithmetic stays as written (no reordering of sums), so that results are the same on any number of threads. The
    compiled code is kept beside the source, or in the user's cache folder where the installed package is read-only, or
    nowhere if neither can be written: then each process compiles anew.
    """
    try:
        found = njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:
        # Numba found no folder for its cache.
        found = njit(nogil=True, error_model="numpy")(function)
    return cast(Kernel, found)
