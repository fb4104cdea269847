"""How the commands of this room end: 0, or one plain sentence on standard error with 2 (bad arguments) or 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from django.core.management.base import CommandParser

from staff.refusal import Refusal

BAD_ARGUMENTS = {"bad_username", "unknown_person"}


def one_sentence(parser: CommandParser) -> CommandParser:
    """Let a parser say what is wrong in one line, without the usage."""

    def error(message: str) -> NoReturn:
        stop(f"{message[:1].upper()}{message[1:]}.", 2)

    parser.error = error  # type: ignore[method-assign]
    return parser


@contextmanager
def refusals_as_exits() -> Iterator[None]:
    """Turn a service's refusal into its sentence and an exit code."""
    try:
        yield
    except Refusal as refusal:
        stop(refusal.sentence, 2 if refusal.code in BAD_ARGUMENTS else 1)


def stop(sentence: str, code: int) -> NoReturn:
    """End the command."""
    sys.stderr.write(sentence + "\n")
    raise SystemExit(code)
