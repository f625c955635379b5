"""E-mails: body, headers and attachments, whatever the headers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pourparler.core.errors import PourparlerError
from pourparler.evidence.readers import limits, read_bytes
from pourparler.evidence.readers.mail import attachments
from tests.evidence.readers.files import STORY, mail_of

DATED = {"Date": "Wed, 12 Mar 2031 23:30:00 -0500"}


def test_headers_give_title_sender_and_date() -> None:
    frozen = read_bytes("mail.eml", mail_of(STORY, Subject="Après lundi", **DATED))
    assert frozen.text == STORY
    assert (frozen.title, frozen.publisher, frozen.media) == ("Après lundi", "Ada Rask", "mail")
    # The day where it was written, as the header has it: not the day it was in Greenwich.
    assert (frozen.date, frozen.date_basis) == ("2031-03-12", "date header of the e-mail")


BODIES = [
    pytest.param(mail_of("plain", html="<p>pretty</p>"), "plain", id="the plain part goes before HTML"),
    pytest.param(mail_of("", html="<p>He said <b>no</b>.</p><script>x()</script>"), "He said no.", id="HTML alone"),
    pytest.param(
        b"From: a@b.example\r\nContent-Type: text/plain; format=flowed\r\n\r\nWe met \r\ntoday.\r\n> Did you?\r\n",
        "We met today.\n> Did you?",
        id="lines the program broke (RFC 3676)",
    ),
    pytest.param(
        b"From: a@b.example\nContent-Type: text/plain; charset=iso-8859-1\n\nf\xfcnf \x93Nein\x94",
        "fünf “Nein”",
        id="Windows-1252 under the name of Latin-1",
    ),
    pytest.param(b"From: a@b.example\nSubject: We will not sign\n\n", "We will not sign", id="only a subject"),
    pytest.param(mail_of("", html='<div style="display: none">hidden</div><p>shown</p>'), "shown", id="hidden text"),
    pytest.param(
        b'From: a@b.example\nContent-Type: multipart/mixed; boundary="x"\n\n'
        b"--x\nContent-Type: text/plain\n\nfirst\n"
        b"--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF-\n"
        b"--x\nContent-Type: text/plain\n\nlast\n--x--\n",
        "first\n\nlast",
        id="text that goes on after an attachment",
    ),
]


@pytest.mark.parametrize(("data", "text"), BODIES)
def test_the_text_of_the_body(data: bytes, text: str) -> None:
    assert read_bytes("mail.eml", data).text == text


def test_attachments_are_parts_of_their_own() -> None:
    inner = mail_of("inner body", Subject="Earlier: no/yes")
    data = mail_of(
        STORY, ("report.txt", "application/octet-stream", b"He said no."), ("../../x.txt", "image/png", b"P")
    )
    forwarded = data.replace(b"From:", b"From:", 1)
    found = attachments("mail.eml", forwarded)
    assert [(part.name, part.own_name, part.read()) for part in found] == [
        ("mail~report.txt", "report.txt", b"He said no."),
        ("mail~x.txt", "x.txt", b"P"),
    ]
    assert {part.attached_to.name for part in found if part.attached_to} == {"mail.eml"}
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    outer = EmailMessage()
    outer["From"] = "a@b.example"
    outer.set_content("see below")
    outer.add_attachment(message_from_bytes(inner, policy=policy.default))
    (part,) = attachments("mail.eml", outer.as_bytes())
    assert part.name == "mail~Earlier no-yes.eml" and b"inner body" in part.read()


def test_pictures_of_the_body_and_signatures_are_no_attachments() -> None:
    data = (
        b'From: a@b.example\nContent-Type: multipart/mixed; boundary="x"\n\n'
        b"--x\nContent-Type: text/plain\n\nbody\n"
        b"--x\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline; filename=logo.png\n\nP\n"
        b"--x\nContent-Type: application/pgp-signature; name=signature.asc\n\nS\n--x--\n"
    )
    assert attachments("mail.eml", data) == ()


def _nested(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@b.example\n{head}Content-Type: text/plain\n\nbody".encode()


REFUSED = [
    pytest.param(_nested(10_000), "E107", id="ten thousand parts in parts"),
    pytest.param(b"From: a@b.example\nContent-Type: text/plain; charset=klingon\n\nbody", "E103", id="character set"),
    pytest.param(b"From: a@b.example\n\n", "E111", id="nothing"),
    pytest.param(
        b"From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA",
        "E110",
        id="sealed",
    ),
    pytest.param(b"Just words.", "E106", id="a text under the name of an e-mail"),
    pytest.param(b"From: a@b.example\nContent-Type: text/html\n\n" + b"<div>" * 10_000, "E107", id="nested tags"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_one_clear_error(data: bytes, code: str) -> None:
    with pytest.raises(PourparlerError) as caught:
        read_bytes("mail.eml", data)
    assert [problem.code for problem in caught.value.problems] == [code]


HOSTILE = [
    b"From: =?utf-8?q?=E2=80=AEevil?= <a@b.example>\nSubject: =?utf-8?q?=1b[2J<script>alert(1)</script>?=\n\nbody",
    b"From: " + b"(" * 3000 + b"\nSubject: x\n\nbody",
    b"From: a@b.example\nDate: " + b"9" * 5000 + b"\nSubject: x\n\nbody",
    b"From: a@b.example\nSubject: x\nContent-Type: text/plain; name*0*=%%%; charset*=x'y'z\n\nbody",
    b"From: a@b.example\nSubject: x\nContent-Disposition: =?x?\nContent-Transfer-Encoding: base64\n\n!!!!",
    b"From: \xff\xfe\nSubject: \xff\n\nbody",
    b"From: =?unknown-8bit?q?=ff?=\nSubject: =?cp99999?b?AAAA?=\n\nbody",
]


@pytest.mark.parametrize("data", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_headers_are_only_words(data: bytes) -> None:
    try:
        frozen = read_bytes("mail.eml", data)
    except PourparlerError as error:
        assert len(error.problems) == 1
        return
    told = f"{frozen.title} {frozen.publisher}"
    assert not any(character in told for character in "\u202e\x1b\n\r")


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_any_bytes_end_in_a_text_or_one_error(head: bytes, body: bytes) -> None:
    data = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n" + head + b"\n\n--x\n" + body + b"\n--x--"
    for read in (read_bytes, attachments):
        try:
            read("mail.eml", data)
        except PourparlerError as error:
            assert len(error.problems) == 1


def test_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAIL_PARTS", 3)
    with pytest.raises(PourparlerError, match="E107"):
        attachments("mail.eml", mail_of("body", *(("x.txt", "text/x", b"x"),) * 4))
