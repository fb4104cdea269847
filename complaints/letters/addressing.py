"""To whom a letter goes: the customer or who speaks for them, never a person marked as having died. Reads rows it is given."""

from dataclasses import dataclass
from typing import Any

from complaints.letters.facts import Addressee
from complaints.letters.kinds import PRINTABLE_FORMATS, Format

HAS_DIED = "The customer has died: name who speaks for them, and that the letter goes to them, before it is sent."


@dataclass(frozen=True, slots=True)
class Destination:
    """`problem` is a sentence where nobody can be written to. `copy_to` also gets the letter ("both")."""

    addressee: Addressee
    email: str
    copy_email: str = ""
    copy_to: str = ""
    problem: str = ""

    @property
    def block(self) -> str:
        """What is compared and kept: every line of the address, and the email address."""
        lines = (self.addressee.name, *self.addressee.address_lines, self.email, self.copy_to, self.copy_email)
        return "\n".join(line for line in lines if line)


def destination_of(complaint: Any) -> Destination:
    """From the complaint's customer as recorded now. An executor or representative stands in for who has died."""
    customer, speaker = complaint.customer, complaint.customer.representative
    if speaker and (customer.died_on or speaker["write_to"] == "representative"):
        return Destination(_speaker(speaker, customer), speaker.get("email", ""))
    if customer.died_on:
        return Destination(Addressee("", ""), "", problem=HAS_DIED)
    both = speaker if speaker and speaker["write_to"] == "both" else {}
    return Destination(_customer(complaint), customer.email, both.get("email", ""), both.get("name", ""))


def _customer(complaint: Any) -> Addressee:
    customer = complaint.customer
    lines = address_lines(customer.address, customer.postcode)
    return Addressee(_named(customer), _salutation(customer), lines or address_lines(complaint.premises_address, complaint.premises_postcode))


def _speaker(speaker: dict[str, Any], customer: Any) -> Addressee:
    return Addressee(speaker["name"], speaker["name"], address_lines(speaker.get("address", ""), ""), acts_for=_named(customer))


def address_lines(address: str, postcode: str) -> tuple[str, ...]:
    """One line a part; the postcode last, once."""
    lines = [line.strip(" ,") for line in address.replace("\r", "\n").split("\n")]
    lines = [part.strip() for line in lines for part in (line.split(",") if len(lines) == 1 else [line]) if part.strip()]
    has_postcode = postcode.replace(" ", "").upper() in address.replace(" ", "").upper()
    return (*lines, *([postcode] if lines and postcode and not has_postcode else []))


def _named(customer: Any) -> str:
    """The name with its title: "Mrs Rosalind Okafor"."""
    title = customer.salutation.strip()
    alone = title and " " not in title and not customer.name.lower().startswith(title.lower())
    return f"{title} {customer.name}" if alone and customer.name else customer.name


def _salutation(customer: Any) -> str:
    """"Mrs Okafor" from a title and a name; a whole salutation as it was given; else the whole name."""
    title = customer.salutation.strip()
    if not title:
        return customer.name
    return title if " " in title or not customer.name else f"{title} {customer.name.split()[-1]}"


def format_of(customer: Any) -> Format:
    """What cannot be printed comes first: the letter then says how else the customer was told."""
    asked = [Format(name) for name in customer.formats]
    return next((form for form in asked if form not in PRINTABLE_FORMATS), asked[0] if asked else Format.PLAIN)
