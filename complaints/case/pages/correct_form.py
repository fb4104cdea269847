"""What the page that corrects facts asks: customer, what to know, the complaint, the premises, and why. Only what differs is sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from complaints.case.models import Complaint
from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, moment_field, words_field
from complaints.case.pages.heads import FORMAT_WORDS, NEED_WORDS
from complaints.case.pages.move_forms import CHANNELS
from complaints.intake import phone

TYPES = [("unknown", "Not known yet"), ("domestic", "Household"), ("micro_business", "Micro business"), ("small_business", "Small business"),
         ("large_business", "Large business"), ("not_a_customer", "Not a customer")]
NATIONS = [("england", "England"), ("wales", "Wales"), ("scotland", "Scotland")]
SEVERITIES = [("1", "1, inconvenience"), ("2", "2, harm or cost"), ("3", "3, health, safety, supply or home")]
WRITE_TO = [("customer", "The customer"), ("representative", "Who speaks for them"), ("both", "Both")]
SPEAKER = "customer__representative__"


def lines_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": 2}))


def ticks(label: str, options: Iterable[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=list(options), required=False, widget=forms.CheckboxSelectMultiple())


class CorrectForm(GatheringForm):
    """Names are those of the contract; a double underscore is a part within a part.

    `was` holds the facts as the page showed them, for the page where two corrections clash.
    """

    not_yet = "changed"
    customer__salutation = line_field("Title")
    customer__name = line_field("Name")
    customer__name_refused = forms.BooleanField(label="They won’t give their name", required=False)
    customer__customer_type = choice("Household or business", TYPES, radio=False)
    customer__account_number = line_field("Account")
    customer__mpan = line_field("MPAN")
    customer__mprn = line_field("MPRN")
    customer__address = lines_field("Address")
    customer__postcode = line_field("Postcode")
    customer__phone = line_field("Phone")
    customer__email = line_field("Email")
    customer__preferred_contact = line_field("Best way")
    customer__contact_arrangement = line_field("Best time")
    customer__needs = ticks("Needs", NEED_WORDS.items())
    customer__formats = ticks("Format", FORMAT_WORDS.items())
    customer__language = choice("Language", [("en", "English"), ("cy", "Welsh")], radio=False)
    customer__died_on = day_field("Died on", "Left empty while they live.")
    customer__representative__name = line_field("Name")
    customer__representative__relation = line_field("As their")
    customer__representative__authority__kind = line_field("By what authority")
    customer__representative__authority__seen_on = day_field("Seen on")
    customer__representative__phone = line_field("Phone")
    customer__representative__email = line_field("Email")
    customer__representative__address = lines_field("Address")
    customer__representative__write_to = choice("We write to", WRITE_TO, radio=False)
    received_at = moment_field("Received", "London time. Moving it to a later day is for a compliance officer.")
    channel = choice("How it reached us", CHANNELS, radio=False)
    first_attempted_at = moment_field("First tried to tell us", "Where they tried before and could not get through.")
    description = words_field("In the customer’s words", rows=5)
    wanted = words_field("Wants", rows=2)
    category = choice("Category", [], radio=False)
    severity = choice("Severity", SEVERITIES, radio=False)
    root_cause = line_field("Root cause")
    premises__address = lines_field("Address")
    premises__postcode = line_field("Postcode")
    nation = choice("Nation of the premises", [], "It picks the bank holidays. Choosing one confirms it.", radio=False)
    reason = words_field("Why is this corrected?", "Goes into the timeline.", rows=2)
    was = forms.CharField(required=False, widget=forms.HiddenInput())
    sections = [
        ("Customer", [("Name", ["customer__salutation", "customer__name"]), "customer__name_refused", "customer__customer_type",
                      ("Numbers", ["customer__account_number", "customer__mpan", "customer__mprn"]),
                      ("Where", ["customer__address", "customer__postcode"]), ("How to reach them", ["customer__phone", "customer__email"]),
                      ("Agreed contact", ["customer__preferred_contact", "customer__contact_arrangement"])]),
        ("To know", ["customer__needs", "customer__formats", "customer__language", "customer__died_on",
                     ("Who speaks for them", [SPEAKER + "name", SPEAKER + "relation"]),
                     ("Authority", [SPEAKER + "authority__kind", SPEAKER + "authority__seen_on"]),
                     ("Reached by", [SPEAKER + "phone", SPEAKER + "email"]), ("Letters", [SPEAKER + "address", SPEAKER + "write_to"])]),
        ("Complaint", ["received_at", "channel", "first_attempted_at", "description", "wanted", "category",
                       ("Cause", ["severity", "root_cause"])]),
        ("Premises, where they are not the customer’s address", [("Premises", ["premises__address", "premises__postcode"]), "nation"]),
        ("Why", ["reason"]),
    ]

    def __init__(self, data: Any = None, *, complaint: Complaint, categories: Iterable[tuple], **kwargs: Any):
        super().__init__(data, **kwargs)
        self.fields["category"].choices = [("", "Not chosen yet"), *categories]
        assumed = [("", f"Not confirmed: {complaint.nation.title()} is assumed")] if complaint.nation_assumed else []
        self.fields["nation"].choices = [*assumed, *NATIONS]

    def _value(self, name: str) -> Any:
        if isinstance(self.fields[name].widget, forms.CheckboxSelectMultiple):
            return sorted(self.fields[name].widget.value_from_datadict(self.data, self.files, name))
        value = super()._value(name)
        return "" if value is None else value

    def typed(self) -> dict[str, Any]:
        """Every fact as it was typed, by its name, and the reason."""
        return {name: self._value(name) for name in self.fields if name != "was"}

    def facts(self) -> dict[str, Any]:
        """The same in the contract's shape, empty where nothing stands."""
        return nested({name: value for name, value in self.typed().items() if name != "reason"})


def nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """From names with double underscores to parts within parts. A representative without a word is none."""
    out: dict[str, Any] = {}
    for name, value in flat.items():
        into, *path = [out, *name.split("__")]
        for part in path[:-1]:
            into = into.setdefault(part, {})
        into[path[-1]] = value
    customer, speaker = out["customer"], out["customer"]["representative"]
    said = any(phone.plain("", value) for name, value in speaker.items() if name != "write_to")
    speaker["authority"] = {name: value for name, value in speaker["authority"].items() if value or name == "kind"}
    customer |= {"representative": speaker if said else None, "died_on": customer["died_on"] or None}
    if out["severity"]:
        out["severity"] = int(out["severity"]) if out["severity"] in dict(SEVERITIES) else out["severity"]
    return out | {"first_attempted_at": out["first_attempted_at"] or None}


def facts_of(complaint: Complaint) -> dict[str, Any]:
    """What is recorded, in the same shape."""
    return phone.facts_of(complaint) | {
        "channel": complaint.channel, "severity": complaint.severity, "root_cause": complaint.root_cause,
        "nation": "" if complaint.nation_assumed else complaint.nation,
        "premises": {"address": complaint.premises_address, "postcode": complaint.premises_postcode},
    }


def flat_facts(complaint: Complaint) -> dict[str, Any]:
    """What is recorded, by the names of the form's fields; every field is there."""
    flat = _flat(facts_of(complaint))
    empty = {name: "customer" if name == SPEAKER + "write_to" else "" for name in CorrectForm.base_fields if name not in ("reason", "was")}
    return {name: flat.get(name, value) for name, value in empty.items()}


def _flat(facts: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in facts.items():
        if name in ("customer", "premises", "representative", "authority"):
            flat |= {f"{name}__{part}": said for part, said in _flat(value or {}).items()}
        else:
            flat[name] = str(value) if name == "severity" else value if isinstance(value, list | bool) else value or ""
    return flat
