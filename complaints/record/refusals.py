"""How a service says no: a sentence a person can act on, and the code and status that the API answers.

Only the refusals live here. Doors (pages, API, commands) turn them into words; nothing here knows HTTP beyond the number.
"""


class Refused(Exception):
    """A call that was understood and is not carried out. `sentence` is shown to the person as it stands."""

    status = 422
    code = "not_acceptable"

    def __init__(self, sentence: str, *, code: str | None = None, fields: dict[str, list[str]] | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or self.code
        self.fields = fields or {}


class Malformed(Refused):
    """400: not JSON, or not of the shape that the call takes at all."""

    status, code = 400, "malformed"


class Forbidden(Refused):
    """403: this role may not, ever or at this stage. The sentence names who may."""

    status, code = 403, "forbidden"


class Unknown(Refused):
    """404: no such thing for this person; a restricted complaint is unknown to all but those named."""

    status, code = 404, "not_found"


class Conflict(Refused):
    """409: `stage`, `stale_version` or `op_id_reused`."""

    status, code = 409, "stage"


class TooLarge(Refused):
    """413: more bytes than the desk takes."""

    status, code = 413, "too_large"


class WrongType(Refused):
    """415: a kind of file that the desk does not take."""

    status, code = 415, "unsupported_type"


class Unacceptable(Refused):
    """422: fields missing or wrong. `fields` maps each name to its sentences."""

    status, code = 422, "fields"

    @classmethod
    def of(cls, **fields: str) -> "Unacceptable":
        """`Unacceptable.of(reason="Say why.")`: one sentence a field; the first is the sentence of the whole."""
        return cls(next(iter(fields.values())), fields={name.replace("__", "."): [text] for name, text in fields.items()})
