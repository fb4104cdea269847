"""A log line is one line of JSON and holds no words of a person."""

import json
import logging
import sys

from config.logs import JsonLines


def line(message, *arguments, exc_info=None):
    record = logging.LogRecord("desk", logging.WARNING, __file__, 1, message, arguments, exc_info)
    return JsonLines().format(record)


def test_no_value_can_begin_a_line_of_its_own():
    text = line("name %s", 'x\r\n{"level": "error"}\u2028\x1b[2J')
    assert "\n" not in text and "\r" not in text and "\x1b" not in text and "\u2028" not in text
    assert json.loads(text)["level"] == "warning"


def test_an_exception_is_named_without_its_words():
    try:
        raise ValueError("Siân Jones, 1 High Street")
    except ValueError:
        text = line("failed", exc_info=sys.exc_info())
    assert "Jones" not in text
    assert json.loads(text)["exception"]["class"] == "builtins.ValueError"


def test_a_line_says_when_in_utc():
    assert json.loads(line("x"))["at"].endswith("+00:00")
