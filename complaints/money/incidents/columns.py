"""Which column of an uploaded file holds what, told by its header. Pure: headers in, places out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEEDED = ("account", "class", "off_from", "on_at")
HEADERS: Mapping[str, tuple[str, ...]] = {
    "account": ("account", "account number", "account no", "account id", "customer account", "customer number", "mpan", "mprn"),
    "class": ("class", "customer class", "customer type", "type", "type of customer"),
    "name": ("name", "customer name", "customer", "full name"),
    "address": ("address", "premises", "premises address"),
    "postcode": ("postcode", "post code"),
    "off_from": ("off from", "off at", "off since", "off", "supply lost", "supply lost at", "interrupted at", "interrupted"),
    "on_at": ("on at", "on", "back on", "supply back", "supply back at", "restored", "restored at", "reconnected at"),
    "nation": ("nation", "country"),
    "annual_kwh": ("annual kwh", "kwh a year", "annual consumption", "annual consumption kwh", "aq"),
    "priority_register": ("priority register", "priority", "priority services", "psr", "on priority register"),
    "exemption": ("exemption", "exemptions", "exemption code"),
    "all_reasonable_steps": ("all reasonable steps", "reasonable steps"),
    "facilities_at": ("facilities at", "heating and cooking at", "facilities provided at"),
    "claimed_on": ("claimed on", "claim made on", "claimed"),
}
CLASSES: Mapping[str, tuple[str, ...]] = {
    "domestic": ("domestic", "household", "residential", "home"),
    "small_business": ("small business", "micro business", "microbusiness", "sme", "small non domestic"),
    "large_business": ("large business", "industrial", "large non domestic", "industrial and commercial"),
}
NATIONS: Mapping[str, tuple[str, ...]] = {"england": ("england", "eng"), "wales": ("wales", "cymru", "wls"), "scotland": ("scotland", "sct")}
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


class Headless(ValueError):
    """The header can't be used; the message is the sentence for people."""


@dataclass(frozen=True)
class Layout:
    """`places` of the known columns in a row; `header` as the file has it; `unread` are columns that nothing is taken from."""

    header: tuple[str, ...]
    places: Mapping[str, int]

    @property
    def unread(self) -> list[str]:
        return [name for place, name in enumerate(self.header) if place not in self.places.values() and name]

    def column(self, name: str) -> str:
        """The file's own header of a column."""
        return self.header[self.places[name]] if name in self.places else name.replace("_", " ")


def plain(text: str) -> str:
    """A word as it is compared: lower case, signs as spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())


def layout_of(header: Sequence[str]) -> Layout:
    """Where each column stands. Raises Headless where a needed one is missing, or one is there twice."""
    told = [plain(name) for name in header]
    places: dict[str, int] = {}
    for name, words in HEADERS.items():
        for word in words:
            if told.count(word) > 1:
                raise Headless(f"The file has two columns called “{header[told.index(word)]}”.")
            if word in told:
                places[name] = told.index(word)
                break
    if missing := [name for name in NEEDED if name not in places]:
        raise Headless(f"The file has no column for {_listed(missing)}. Its first line must name account, class, off from and on at.")
    return Layout(tuple(header), places)


def _listed(names: Sequence[str]) -> str:
    told = [name.replace("_", " ") for name in names]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _words(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return {word: name for name, words in table.items() for word in words}


CLASS_OF, NATION_OF = _words(CLASSES), _words(NATIONS)
YES_OF = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
