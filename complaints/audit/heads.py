"""One fingerprint of where all chains stand, now and as they stood at an earlier event. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Heads:
    """Fed with each chain in the order of the complaints: its name and (event id, hash) of its events in order. `mark`: as it stood then."""

    mark: int
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, name: str, links: Iterable[tuple[int, str]]) -> None:
        last = ""
        for number, own in links:
            if number <= self.mark:
                last = own
        if last:
            self.digest.update(f"{name}:{last}\n".encode())

    def __str__(self) -> str:
        return self.digest.hexdigest()
