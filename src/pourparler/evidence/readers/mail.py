"""Saved e-mails (.eml): who wrote what, when, and what was attached. Nothing a mail points to is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path

from pourparler.core.errors import Place, PourparlerError, Problem
from pourparler.evidence.readers import limits
from pourparler.evidence.readers.dating import date_in, date_line
from pourparler.evidence.readers.frozen import Told
from pourparler.evidence.readers.markup import text_of_markup
from pourparler.evidence.readers.part import Part, one_piece, part_name

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\r\n]*\r?\n)?[!-9;-~]+[ \t]*:")
_TELLING = re.compile(
    rb"^(?:from|date|subject|received|return-path|message-id|mime-version)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_HEAD_BYTES = 65_536
_HOLDER = re.compile(rb"^content-type[ \t]*:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_PART = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
_SIGNATURES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    }
)
_MAILS = frozenset({"message/rfc822", "message/global"})
_SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def looks_like_mail(data: bytes) -> bool:
    """Tell whether bytes begin like an e-mail: a header line, and among the headers one that every mail has.

    Examples
    --------
    >>> looks_like_mail(b"From: Ada Rask <ada@karvonia.example>\\n\\nWe met."), looks_like_mail(b"We met.")
    (True, False)
    """
    head = re.split(rb"\r?\n\r?\n", data[:_HEAD_BYTES], maxsplit=1)[0]
    return _HEAD.match(data) is not None and _TELLING.search(head) is not None


def _problem(code: str, file: str, found: str, allowed: str, todo: str) -> PourparlerError:
    return PourparlerError(Problem(code, "", found, allowed, todo, Place(file)))


@contextmanager
def _read_whole(file: str) -> Iterator[None]:
    """Turn what the mail parser says of damaged headers and parts, at whatever step, into one sentence."""
    try:
        yield
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise _problem(
            "E109", file, f"an e-mail that is damaged ({type(error).__name__})", "one that opens", "save it again"
        ) from None


def _opened(file: str, data: bytes) -> EmailMessage:
    parts = len(_PART.findall(data))
    holders = len(_HOLDER.findall(data))
    # The parser takes parts within parts by calling itself: how deep that may go is settled before it starts.
    if parts > limits.MAIL_PARTS or holders > limits.MAIL_PARTS // 4:
        found = f"an e-mail of {parts:,} parts, {holders:,} of which hold parts"
        raise limits.too_much(
            file,
            found,
            f"at most {limits.MAIL_PARTS} and {limits.MAIL_PARTS // 4}",
            "save its text and its attachments",
        )
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(data.removeprefix(b"\xef\xbb\xbf"))


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as words; one that cannot be understood is taken as it was written."""
    try:
        value = message.get(name)
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        value = next((raw for key, raw in message.raw_items() if key.casefold() == name), None)
    return "" if value is None else " ".join(str(value).split())


def _sender(message: EmailMessage) -> str | None:
    written = _header(message, "from") or _header(message, "sender")
    name, address = parseaddr(written)
    return name.strip("\"' ") or address or None


def _bodies_and_attachments(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """Sort the parts of an e-mail; what an attached e-mail holds stays its own."""
    body = message.get_body(("plain", "html"))
    bodies = [body] if isinstance(body, EmailMessage) else []
    attached: list[EmailMessage] = []
    waiting: list[tuple[EmailMessage, bool]] = [(message, False)]
    while waiting:
        part, alternative = waiting.pop(0)
        kind, family = part.get_content_type(), part.get_content_maintype()
        named = part.get_content_disposition() == "attachment" or bool((part.get_filename() or "").strip())
        if family == "multipart":
            alternative = alternative or kind == "multipart/alternative"
            children = [child for child in part.iter_parts() if isinstance(child, EmailMessage)]
            waiting[:0] = [(child, alternative) for child in children]
        elif part is body or kind in _SIGNATURES | _SEALED or (family == "message" and kind not in _MAILS):
            continue
        elif kind in ("text/plain", "text/html") and not named:
            # Some programs go on with the text after each attachment.
            bodies += [] if alternative else [part]
        elif family == "image" and (not named or part.get("content-id") is not None):
            continue
        else:
            attached.append(part)
    return bodies, attached


def _text(file: str, part: EmailMessage) -> str:
    text = _decoded(file, part)
    if part.get_content_type() == "text/html":
        return text_of_markup(file, text)
    text = re.sub(r"\r\n?", "\n", text)
    return (_unflowed(text) if part.get_param("format") == "flowed" else text).strip("\n")


def _decoded(file: str, part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    # Mail programs that say ASCII or Latin-1 mean the larger sets that hold them.
    charset = {"us-ascii": "utf-8", "ascii": "utf-8", "iso-8859-1": "cp1252", "latin-1": "cp1252"}.get(charset, charset)
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        raise _problem(
            "E103",
            file,
            f"an e-mail that declares the character set {charset!r} and is not in it",
            "UTF-8, or the character set it declares",
            "copy its text into a .txt file",
        ) from None


def _unflowed(text: str) -> str:
    """Join the lines that a mail program broke (RFC 3676): one that ends in a space goes on in the next."""
    lines: list[str] = []
    open_ = False
    for line in text.split("\n"):
        if open_ and not line.startswith(">") and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
        open_ = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def read_mail(file: str, data: bytes) -> Told:
    """Read an e-mail: its plain text, else what its HTML shows; subject, sender and date stand beside it.

    The subject is the text of an e-mail that has no other.

    Raises
    ------
    PourparlerError
        E103, E107 (too many parts), E109 (damaged), E110 (encrypted) or E111 (no text).
    """
    with _read_whole(file):
        message = _opened(file, data)
        bodies, _ = _bodies_and_attachments(message)
        text = "\n\n".join(filter(str.strip, (_text(file, part) for part in bodies)))
        title, sent = _header(message, "subject") or None, date_in(_header(message, "date"))
        sender = _sender(message)
        sealed = _SEALED & {part.get_content_type() for part in message.walk()}
    if not text and sealed:
        raise _problem("E110", file, "an encrypted e-mail", "one that is not", "save its decrypted text")
    text = text or title or ""
    if not text:
        raise _problem("E111", file, "an e-mail without text", "one with text", "read what is attached to it as files")
    dated = (sent, "date header of the e-mail") if sent else date_line(text)
    date, basis = dated if dated else (None, None)
    return Told(text, title=title, publisher=sender, date=date, date_basis=basis)


def attachments(file: str, data: bytes) -> tuple[Part, ...]:
    """Return what is attached to an e-mail, under names that begin with the e-mail's own.

    Pictures that belong to the body, signatures and keys are no attachments.

    Raises
    ------
    PourparlerError
        E107 or E109, as :func:`read_mail`.

    Examples
    --------
    >>> mail = b"From: a@b.example\\nContent-Type: text/plain\\nContent-Disposition: attachment; filename=x.txt\\n\\nHi"
    >>> [(part.name, part.read()) for part in attachments("offer.eml", mail)]
    [('offer~x.txt', b'Hi')]
    """
    mail = Part(file, data)
    with _read_whole(file):
        _, attached = _bodies_and_attachments(_opened(file, data))
        named = [(_name_of(part, number), _content(part)) for number, part in enumerate(attached, start=1)]
    return tuple(
        Part(part_name(Path(file).stem, name), content, attached_to=mail, own_name=name)
        for name, content in named
        if content.strip()
    )


def _content(part: EmailMessage) -> bytes:
    inner = part.get_payload()
    if part.get_content_type() in _MAILS:
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes(policy=policy.default) if isinstance(first, EmailMessage) else b""
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


_SUFFIXES = {"text/plain": ".txt", "text/html": ".html", "text/csv": ".csv", "text/markdown": ".md",
             "application/pdf": ".pdf", "message/rfc822": ".eml"}  # fmt: skip


def _name_of(part: EmailMessage, number: int) -> str:
    """Name a part: as its sender did, an attached e-mail by its subject, anything else by its place."""
    said = (part.get_filename() or "").strip()
    suffix = _SUFFIXES.get(part.get_content_type(), "")
    inner = part.get_payload()
    if not said and suffix == ".eml" and isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
        said = f"{one_piece(_header(inner[0], 'subject'))}{suffix}"
    if suffix == ".eml" and said and not said.casefold().endswith(suffix):
        said += suffix
    return part_name(said if said.strip(".") not in ("", "eml") else f"part {number}{suffix}")
