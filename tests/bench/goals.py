"""Whether a benchmark reached what it is for. No Django: it is read before the settings are."""


class Missed(AssertionError):
    """Goals that were missed, in words. A benchmark raises it behind its lines."""


class Goals:
    """`at_most` and `at_least` note what was missed; `told` raises it all together."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def at_most(self, name: str, value: float, most: float) -> None:
        self._note(name, value, "at most", most, reached=value <= most)

    def at_least(self, name: str, value: float, least: float) -> None:
        self._note(name, value, "at least", least, reached=value >= least)

    def _note(self, name: str, value: float, how: str, goal: float, *, reached: bool) -> None:
        self.missed += [] if reached else [f"{name} is {value:.3g}, not {how} {goal:.3g}"]

    def told(self) -> None:
        if self.missed:
            raise Missed("; ".join(self.missed))
