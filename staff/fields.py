"""What a person's own details must look like; refuses with a sentence. Pure but for Django's mail address rule."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from staff.models import Role
from staff.refusal import Refusal

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}\Z")
TAKEN_BY_PAGES = ("new", "teams")  # /people/new/ and /people/teams/ are pages, not people


def username_of(text: str) -> str:
    """In small letters; it is part of an address."""
    username = text.strip().lower()
    if not USERNAME.match(username) or username in TAKEN_BY_PAGES:
        sentence = "A username has up to 60 letters a to z, digits, dots and hyphens, and begins with a letter or digit."
        raise Refusal(sentence, code="bad_username", field="username")
    return username


def name_of(text: str, field: str, longest: int = 120) -> str:
    """On one line, without signs that cannot be printed."""
    name = " ".join("".join(letter for letter in text if letter.isprintable()).split())
    if not 1 <= len(name) <= longest:
        raise Refusal(f"Enter a name of up to {longest} characters.", code="bad_name", field=field)
    return name


def email_of(text: str) -> str:
    """A mail address, or none."""
    email = text.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        sentence = "Enter a mail address with a name, an @ and a domain, or leave it empty."
        raise Refusal(sentence, code="bad_email", field="email") from None
    return email


def role_of(text: str) -> str:
    """One of the stored roles."""
    if text not in Role.values:
        raise Refusal("Choose one of the four roles.", code="unknown_role", field="role")
    return text
