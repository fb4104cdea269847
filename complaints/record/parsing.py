"""From what was given to typed values, by pydantic, with every error as a plain sentence at its field.

Only the translation lives here; each room declares its own shapes. Nothing is guessed: "yes" is no bool, 31 February no day.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from complaints.record.refusals import Unacceptable
from workdays import london

LONGEST = 50_000
BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Shape(BaseModel):
    """What a call takes. Unknown fields are refused by name: nothing typed is dropped in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def at_field(name: str, sentence: str) -> PydanticCustomError:
    """The error of a whole shape that belongs to one of its fields."""
    return PydanticCustomError("at_field", "{sentence}", {"field": name, "sentence": sentence})


def _clean(text: str) -> str:
    if BAD.search(text):
        raise ValueError("Take out the control character: it can't be stored or printed.")
    return text


def _moment(value: Any) -> Any:
    """ISO text with an offset; without one it is London time. A day alone or a number is refused."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or len(value) > 40 or not re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", value):
        raise ValueError("Give a moment as 2026-05-11T10:02:00+01:00.")
    try:
        told = datetime.fromisoformat(value)
        return told if told.tzinfo else london.moment(told.date(), told.time())
    except (ValueError, OverflowError):
        raise ValueError("There is no such moment.") from None


def _sane_moment(value: datetime) -> datetime:
    if not 2000 <= value.year <= 2040:
        raise ValueError("Give a moment between 2000 and 2040.")
    return value


def day_of_text(value: Any) -> Any:
    """ISO text of a day as a day; nothing else is guessed."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError("Give a day as 2026-05-11.")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("There is no such day.") from None


def _sane_day(value: date) -> date:
    if not 2000 <= value.year <= 2040:
        raise ValueError("Give a day between 2000 and 2040.")
    return value


def _money(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,7}(\.\d{2})?", value):
        raise ValueError('Give pounds and pence as "30.00".')
    return Decimal(value)


Words = Annotated[str, Field(strict=True, min_length=1, max_length=LONGEST), AfterValidator(_clean)]
Line = Annotated[str, Field(strict=True, min_length=1, max_length=200), AfterValidator(_clean)]
Blank = Annotated[str, Field(strict=True, max_length=LONGEST), AfterValidator(_clean)]
BlankLine = Annotated[str, Field(strict=True, max_length=200), AfterValidator(_clean)]
Yes = Annotated[bool, Field(strict=True)]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_sane_moment)]
Day = Annotated[date, BeforeValidator(day_of_text), AfterValidator(_sane_day)]
Money = Annotated[Decimal, BeforeValidator(_money)]

SENTENCES = {
    "missing": "Give {name}.", "extra_forbidden": "There is no field {name} here.", "string_type": "Give words here.",
    "string_too_short": "Give {name}: it can't be empty.", "string_too_long": "Give at most {max_length} characters.",
    "bool_type": "Say true or false.", "literal_error": "Choose one of {expected}.", "model_type": "Give an object with named fields.",
    "model_attributes_type": "Give an object with named fields.", "list_type": "Give a list.", "int_type": "Give a whole number.",
    "too_long": "Give at most {max_length}.", "too_short": "Give at least {min_length}.",
    "string_unicode": "Take out the character that is not text.", "greater_than_equal": "Give {ge} or more.",
    "less_than_equal": "Give {le} or less.",
}
Parsed = TypeVar("Parsed", bound=Shape)


def parse(shape: type[Parsed], given: Mapping[str, Any]) -> Parsed:
    """The typed value, or Unacceptable with every wrong field at once."""
    try:
        return shape.model_validate(dict(given))
    except ValidationError as error:
        fields: dict[str, list[str]] = {}
        for problem in error.errors(include_url=False, include_input=False):
            place = [*problem["loc"], problem["ctx"]["field"]] if problem["type"] == "at_field" else problem["loc"]
            name = ".".join(str(part) for part in place) or "body"
            fields.setdefault(name, []).append(_sentence(problem, name))
        raise Unacceptable(next(iter(fields.values()))[0], fields=fields) from None


def _sentence(problem: Any, name: str) -> str:
    if problem["type"] == "at_field":
        return str(problem["ctx"]["sentence"])
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    pattern = SENTENCES.get(problem["type"])
    spoken = name.rsplit(".", 1)[-1].replace("_", " ")
    return pattern.format(name=spoken, **problem.get("ctx", {})) if pattern else "This is not of the right kind."
