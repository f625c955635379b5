"""The tables of the evidence store: plain types only, so that SQLite and PostgreSQL hold the same.

Claims, entities, meetings and inconsistencies keep their nested spans in a JSON column beside the columns that are
looked up. Frozen texts are bytes: no database then touches a line end, a zero or a mark.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

FORMAT = 1
"""The version of these tables."""

metadata = MetaData()


def _of_source(*, primary_key: bool = False, index: bool = False) -> Column[str]:
    owner = ForeignKey("sources.id", ondelete="CASCADE")
    return Column("source", String, owner, nullable=False, primary_key=primary_key, index=index)


settings = Table(
    "settings",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", JSON, nullable=False),
)
"""``format``: the version; ``names``: the spellings that were merged."""

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("file", String, nullable=False, index=True),
    Column("media", String, nullable=False),
    Column("original_sha256", String(64), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
    Column("chars", Integer, nullable=False),
    Column("language", String, nullable=False),
    Column("title", String),
    Column("publisher", String),
    Column("date", String(10)),
    Column("date_basis", String),
    Column("visibility", String, nullable=False),
    Column("receivers", JSON, nullable=False),
    Column("off_record", Boolean, nullable=False),
    Column("standing", String, nullable=False),
    Column("superseded_by", String, ForeignKey("sources.id")),
    Column("copy_of", String, ForeignKey("sources.id")),
    Column("read", Boolean, nullable=False),
    Column("note", String),
    Column("hidden", JSON, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    _of_source(primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("method", String, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""The frozen text in UTF-8, and its signature for finding copies with the method that made it."""

readings = Table(
    "readings",
    metadata,
    _of_source(primary_key=True),
    Column("topics", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    _of_source(index=True),
    Column("place", Integer, nullable=False),
    Column("body", JSON, nullable=False),
)


def _found(name: str) -> Table:
    return Table(
        name,
        metadata,
        _of_source(primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("body", JSON, nullable=False),
    )


entities = _found("entities")
meetings = _found("meetings")
inconsistencies = _found("inconsistencies")

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _of_source(index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
"""The paragraphs that the word index points to."""

WORD_INDEX = "CREATE VIRTUAL TABLE passage_words USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')"
"""SQLite's full text index; row ids are those of ``passages``."""
