"""One mail to one person through Django's backend (SMTP, or files when embedded), and what became of it for certain.

What a mail says is its room's business. Here is only what the other side answered, and up to which step it can have got it.
"""

import hashlib
import smtplib
from contextlib import suppress
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail import BadHeaderError, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email

from complaints.record.outbox import DONE, Outcome

SMTP = "django.core.mail.backends.smtp.EmailBackend"
NO_ADDRESS = "The address cannot be used."
AWAY = "The mail server could not be reached."
HUNG_UP = "The mail server hung up after it was given the message."


class _Steps:
    """Remembers that the server asked for the message itself (354): from there on the other side may have it."""

    may_have_it = False

    def getreply(self):
        code, words = super().getreply()
        self.may_have_it = self.may_have_it or code == 354
        return code, words


class _Plain(_Steps, smtplib.SMTP):
    pass


class _Tls(_Steps, smtplib.SMTP_SSL):
    pass


class Backend(EmailBackend):
    """Django's SMTP backend over a connection that remembers how far it got."""

    @cached_property
    def connection_class(self):
        return _Tls if self.use_ssl else _Plain


def message_id(key: str) -> str:
    """The same for the same thing, so that a copy is known as a copy wherever it arrives."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def mail(to: str, subject: str, body: str, *, key: str) -> EmailMessage:
    """A mail that machines wrote, to one address. Line breaks in the subject become spaces: no header can be slipped in."""
    headers = {"Message-ID": message_id(key), "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split())[:200], body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)


def hand_over(message: EmailMessage) -> Outcome:
    """Done, refused for certain, later (for certain not handed over) or uncertain."""
    try:
        for address in (*message.to, *message.cc, *message.bcc):
            validate_email(address)
        message.message()
    except (ValidationError, BadHeaderError, ValueError, UnicodeError):
        return Outcome("refused", why=NO_ADDRESS)
    try:
        backend = Backend() if settings.EMAIL_BACKEND == SMTP else get_connection()
        backend.open()
    except (OSError, smtplib.SMTPException, ImproperlyConfigured) as error:
        return Outcome("later", why=_told(error, AWAY), away=True)
    try:
        return _sent(backend, message)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            backend.close()


def _sent(backend: BaseEmailBackend, message: EmailMessage) -> Outcome:
    try:
        backend.send_messages([message])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
        return _answered(error)
    except (OSError, smtplib.SMTPException) as error:
        given = getattr(getattr(backend, "connection", None), "may_have_it", False)
        return Outcome("uncertain", why=HUNG_UP) if given else Outcome("later", why=_told(error, AWAY), away=True)
    return DONE


def _answered(error: smtplib.SMTPException) -> Outcome:
    """The server said no in so many words: for now (4xx) or for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    else:
        code, words = error.smtp_code, error.smtp_error
    why = f"{code} {words.decode('ascii', 'replace') if isinstance(words, bytes) else words}"
    why = " ".join("".join(char if char.isprintable() else " " for char in why).split())
    return Outcome("later" if 400 <= code < 500 else "refused", why=f"The mail server refused it: {why}"[:300])


def _told(error: Exception, sentence: str) -> str:
    return f"{sentence} ({type(error).__name__})"
