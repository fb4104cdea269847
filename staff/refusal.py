"""What a staff service says when it will not do a thing. Knows no page and no status code."""


class Refusal(Exception):
    """A service refused. `sentence` is for the screen, `code` for machines, `field` the input at fault or ""."""

    def __init__(self, sentence: str, *, code: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.field = field
