"""The payment notice of one customer of an incident, as the letters' room prints it: same paper, same paragraphs. Reads; writes nothing."""

import re
from datetime import date
from typing import Any

from complaints.letters import facts as pure
from complaints.letters.compose import compose
from complaints.letters.document import document
from complaints.letters.facts_of import ROLES
from complaints.letters.glyphs import prints
from complaints.letters.kinds import Kind, Language
from complaints.letters.made import tables
from complaints.money.models import Incident, IncidentCustomer, Payment
from complaints.money.noticing import told_of
from complaints.rules import services as rules
from workdays import london

LANGUAGE = Language.ENGLISH
NO_ADDRESS = "There is no address on file, so no letter can be posted."
NO_NAME = "The account holder"


class Unsendable(ValueError):
    """The letter can't be made; the text is the sentence for people."""


class Notices:
    """The notices of one incident, posted `on` that day, signed by `signer`. Rows and company are read once for all of them."""

    def __init__(self, incident: Incident, on: date, signer: Any):
        self.incident, self.on, self.signer, self.tables = incident, on, signer, tables(london.end_of_day(on))
        own = rules.company(on)
        self.company = pure.Company(own.name, own.line, own.address, own.complaints_phone, own.complaints_email)

    def document(self, payment: Payment) -> dict:
        """What `paper.render` prints. Raises Unsendable."""
        facts = self.facts(payment)
        return document(facts, compose(facts, self.tables.paragraphs, self.tables.contacts, prints))

    def facts(self, payment: Payment) -> pure.Facts:
        customer = payment.incident_customer
        lines = _address(customer)
        if not lines:
            raise Unsendable(NO_ADDRESS)
        name = customer.name or NO_NAME
        return pure.Facts(
            kind=Kind.PAYMENT_NOTICE, company=self.company, today=self.on, reference=customer.account,
            addressee=pure.Addressee(name, name if customer.name else "account holder", lines), received_on=self.on, about=self.incident.name,
            owner_name=self.signer.full_name, owner_role=ROLES[LANGUAGE][self.signer.role], customer_class=customer.customer_type,
            nation=customer.facts.get("nation") or self.incident.nation, payment=told_of(payment, LANGUAGE, today=self.on), of_complaint=False,
        )

    def name(self, payment: Payment) -> str:
        """Of its file in the batch: the account, as far as a file's name can hold it, and the payment's number."""
        account = re.sub(r"[^A-Za-z0-9]+", "-", payment.incident_customer.account).strip("-") or "account"
        return f"{account}-{payment.pk}.pdf"


def _address(customer: IncidentCustomer) -> tuple[str, ...]:
    """An address written on one line is parted at its commas."""
    lines = [line.strip() for line in customer.address.replace("\r", "\n").split("\n") if line.strip()]
    if len(lines) == 1:
        lines = [part.strip() for part in lines[0].split(",") if part.strip()]
    return (*lines, *([customer.postcode] if customer.postcode and lines else []))
