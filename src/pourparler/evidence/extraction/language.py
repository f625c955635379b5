"""Which language a text is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pourparler.evidence.extraction.gazetteer import words_like

# The languages in which reporting on talks commonly arrives; fewer choices mean fewer wild guesses on short texts.
_LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "da", "sv", "no", "fi", "pl", "cs", "sk", "hu", "ro", "bg",
              "hr", "sr", "sl", "el", "tr", "uk", "ru", "ka", "hy", "az", "he", "ar", "fa", "ur", "hi", "bn", "id",
              "ms", "vi", "th", "zh", "ja", "ko", "sw", "am", "et", "lv", "lt", "sq", "mk")  # fmt: skip
_ENOUGH_ENGLISH = 0.15
_SAMPLE = 6000


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    make: Any = LanguageIdentifier.from_model_file
    identifier = make(MODEL_FILE)
    identifier.set_languages([code for code in _LANGUAGES if code in identifier.labels])
    return identifier


def language_of(text: str) -> str:
    """Return the language of a text.

    Parameters
    ----------
    text : str
        Any length; a text without letters is ``und`` (undetermined).

    Returns
    -------
    str
        ISO 639-1 code. A text in which every seventh word is a common English one is English whatever its letter
        sequences say: names of people and places mislead those, in short texts above all.

    Examples
    --------
    >>> language_of("1234 - 5678")
    'und'
    >>> language_of("Rask said that the talks would go on.")
    'en'
    """
    sample = text[:_SAMPLE]
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", sample)]
    if not words:
        return "und"
    if sum(word in words_like("discourse", "english") for word in words) / len(words) >= _ENOUGH_ENGLISH:
        return "en"
    code: str = _identifier().classify(sample)[0]
    return code
