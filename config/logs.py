"""How a log line looks: one JSON object a line on standard error.

Lives here: the formatter. A record's line carries no personal data of its own accord: an exception is named by its
class and the places it passed, never by its message, which may quote what somebody typed.
"""

import json
import logging
import traceback
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """One record, one line: JSON escapes every control character, so no value can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:2000],
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = named(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def named(error: BaseException) -> dict[str, object]:
    """The class of an exception and the places it passed, without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "class": f"{type(error).__module__}.{type(error).__qualname__}",
        "passed": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames][-20:],
    }
