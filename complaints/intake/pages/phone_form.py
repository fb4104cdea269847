"""What the phone form asks, in the order people talk, and how its ticks become the facts of the contract."""

from collections.abc import Iterable
from typing import Any

from django import forms

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, moment_field, words_field, yes_no
from complaints.case.pages.heads import FORMAT_WORDS, NEED_WORDS
from complaints.enquiries.pages.forms import BODIES
from complaints.intake import phone
from complaints.record.refusals import Refused

SAFETY = ("off_supply", "medical")
CLASSES = [("unknown", "Not known yet"), ("domestic", "Household"), ("micro_business", "Micro business"), ("small_business", "Small business"),
           ("large_business", "Large business"), ("not_a_customer", "Not a customer")]
WAYS = [("", "Choose"), ("Phone", "Phone"), ("Email", "Email"), ("Letter", "Letter"), ("Text message", "Text message")]
AUTHORITIES = [("", "Choose"), ("Told us on this call", "Told us on this call"), ("Letter of authority", "Letter of authority"),
               ("Power of attorney", "Power of attorney"), ("Executor or next of kin", "Executor or next of kin"),
               ("Advice agency’s authority", "Advice agency’s authority")]
WRITE_TO = [("customer", "The customer"), ("representative", "Who speaks for them"), ("both", "Both")]
ENDS = [("resolved", "Resolved on this call"), ("open", "Keep open, we answer"), ("senior", "Customer asks for a senior manager")]
ENDS_IN_WRITING = [("resolved", "Resolved already"), *ENDS[1:]]
CUSTOMER = ("name", "salutation", "account_number", "mpan", "mprn", "email", "phone", "address", "postcode", "preferred_contact",
            "contact_arrangement", "customer_type")
REFERRAL = ("body", "their_reference", "referred_on", "due_on", "what")
SPEAKER = ("name", "relation", "phone", "email", "address", "write_to")
# Fields inside a fold: an error or a value there opens it.
FOLDED = tuple(f"customer__{name}" for name in (
    "salutation", "address", "postcode", "email", "account_number", "mpan", "mprn", "customer_type", "name_refused"))


def tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def ticks(label: str, options: Iterable[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=list(options), required=False, widget=forms.CheckboxSelectMultiple())


class PhoneForm(GatheringForm):
    """Questions 1 to 6. `received_at` is asked only for what did not come by telephone."""

    off_supply = tick("Off supply now")
    medical = tick("Medical need")
    received_at = moment_field("Received", "The day and time it reached us, London time.")
    customer__name = line_field("1. Who is it?", "Name, postcode, phone, account, MPAN or reference.")
    customer__name_refused = tick("They won’t give their name")
    customer__salutation = line_field("Title")
    customer__address = forms.CharField(label="Address", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    customer__postcode = line_field("Postcode")
    customer__email = line_field("Email")
    customer__account_number = line_field("Account number")
    customer__mpan = line_field("MPAN")
    customer__mprn = line_field("MPRN, for gas")
    customer__customer_type = choice("Household or business", CLASSES, radio=False)
    description = words_field("2. What happened?", "As close to their words as you can", rows=4)
    told_before = tick("Told us before?")
    first_attempted_at = moment_field("When did they first try?", "London time.")
    category = choice("Category", [], radio=False)
    wanted = line_field("3. What do they want?")
    customer__phone = line_field("Phone")
    customer__preferred_contact = choice("Best way", WAYS, radio=False)
    customer__contact_arrangement = line_field("Best time")
    other_needs = tick("Other needs")
    needs = ticks("Which needs?", ((code, words) for code, words in NEED_WORDS.items() if code not in SAFETY))
    speaks = tick("Speaks for someone else")
    speaker__name = line_field("Who speaks")
    speaker__relation = line_field("As their")
    speaker__authority = choice("Their authority", AUTHORITIES, radio=False)
    speaker__seen_on = day_field("Seen on")
    speaker__phone = line_field("Their phone")
    speaker__email = line_field("Their email")
    speaker__address = line_field("Their address")
    speaker__write_to = choice("We write to", WRITE_TO, radio=False)
    welsh = tick("Prefers Welsh")
    other_format = tick("Wants another format")
    formats = ticks("Which format?", FORMAT_WORDS.items())
    referred = tick("Referred to us by another body")
    referral__body = choice("Who referred it", [("", "Choose"), *BODIES], radio=False)
    referral__their_reference = line_field("Their reference")
    referral__referred_on = day_field("Referred on")
    referral__due_on = day_field("They want our reply by")
    referral__what = line_field("What they ask of us")
    died = tick("Customer has died")
    customer__died_on = day_field("Died on")
    end = choice("6. How did the call end?", ENDS)
    end_reason = words_field("What should be looked at again?", "Escalates here and now. Left empty, the next page asks.", rows=2)
    end_basis = words_field("How was it put right?", "Resolves it here and now, agreed with them. Left empty, the next page asks.", rows=2)
    end_at_fault = yes_no("Were we at fault?")
    end_explanation = line_field("What was explained")
    end_explanation_not = line_field("Or why no explanation is due")
    end_apology = line_field("What was said as apology")
    end_apology_not = line_field("Or why no apology is due")
    end_action = line_field("What was done for them on this call")
    end_action_not = line_field("Or why nothing had to be done")
    was = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, categories: Iterable[tuple] = (), channel: str = "telephone", **kwargs: Any):
        super().__init__(data, **kwargs)
        self.channel = channel
        self.fields["category"].choices = [("", "Not chosen yet"), *categories]
        self.fields["description"].widget.attrs["aria-required"] = "true"
        self.fields["customer__name"].widget.attrs |= {"autocomplete": "off", "maxlength": "200"}
        self.fields["customer__phone"].widget.input_type = "tel"
        if channel != "telephone":
            self.fields["end"].label, self.fields["end"].choices = "6. How does it stand?", ENDS_IN_WRITING

    def _value(self, name: str) -> Any:
        if isinstance(self.fields[name].widget, forms.CheckboxSelectMultiple):
            return self.fields[name].widget.value_from_datadict(self.data, self.files, name)
        value = super()._value(name)
        return "" if value is None and isinstance(self.fields[name], forms.CharField) else value

    def refuse(self, refused: Refused) -> None:
        """Each sentence at the field of this form that asks for it; what has none goes on top."""
        self.is_valid()
        placed = list(phone.by_field(refused.fields)) or [("", refused.sentence)]
        for name, sentence in placed:
            field = next((new + (name.removeprefix(old) if new.endswith("__") else "") for old, new in ELSEWHERE if name.startswith(old)), name)
            asked = field if field in self.fields else None
            self.add_error(asked, self._as_asked(asked, name.replace("__", "."), sentence))

    def kept(self) -> dict[str, Any]:
        """All that was typed, as the initial values of a new form."""
        return {name: self._value(name) for name in self.fields}

    def facts(self, *, whole: bool) -> dict[str, Any]:
        """The facts in the contract's shape. While people still type (not `whole`) what is only begun is left out."""
        typed = self.kept()
        out = {"description": typed["description"], "wanted": typed["wanted"], "category": typed["category"] or "", "customer": self._customer(typed)}
        for name, tick_name, field in TICKED:
            value = _ticked(name, field, typed) if typed[tick_name] else [] if name == "formats" else None
            # A ticked question without its answer is not finished: while people type it is not sent as emptied.
            if whole or not typed[tick_name] or _finished(value):
                (out if name == "first_attempted_at" else out["customer"])[name] = value
        if self.channel != "telephone":
            out["received_at"] = typed["received_at"]
        return out

    def resolution(self, today: str) -> dict[str, Any]:
        """What resolves the complaint on the call: agreed by the customer, each part given or expressly not due, the action done today.
        Empty where nothing was typed: then the page of the move asks."""
        typed = self.kept()
        if not any((typed[name] or "").strip() for name in RESOLVED_WORDS):
            return {}
        parts = {part: _part(typed[field], typed[f"{field}_not"]) for part, field in RESOLVED_PARTS}
        if "text" in parts["corrective_action"]:
            parts["corrective_action"] |= {"for_customer": True, "done_on": today}
        at_fault = {} if typed["end_at_fault"] is None else {"at_fault": typed["end_at_fault"]}
        return {"basis": typed["end_basis"] or "", "agreed_by": "customer", **at_fault, **parts}

    def said_twice(self) -> dict[str, str]:
        """A part of the resolution that was given and is called not due as well: which of the two holds is asked, both stay typed."""
        typed = self.kept()
        both = [field for _, field in RESOLVED_PARTS if all((typed[name] or "").strip() for name in (field, f"{field}_not"))]
        return {f"{field}_not": f"You wrote this and also “{self.fields[field].label}”: keep the one that holds." for field in both}

    @staticmethod
    def _customer(typed: dict[str, Any]) -> dict[str, Any]:
        out = {name: typed[f"customer__{name}"] for name in CUSTOMER}
        out["customer_type"] = out["customer_type"] or "unknown"
        out["preferred_contact"] = out["preferred_contact"] or ""
        others = typed["needs"] if typed["other_needs"] else []
        out["needs"] = sorted({*others, *(name for name in SAFETY if typed[name])})
        return out | {"name_refused": typed["customer__name_refused"], "language": "cy" if typed["welsh"] else "en"}

    def referral(self) -> dict[str, Any] | None:
        """Who sent it and by when they want our reply, as a referral takes it; None where nobody did."""
        typed = self.kept()
        return {name: typed[f"referral__{name}"] or "" for name in REFERRAL} if typed["referred"] else None

    def unfinished(self) -> dict[str, str]:
        """Sentences for ticks whose answer is missing, asked when the call is finished."""
        typed, out = self.kept(), {}
        if typed["told_before"] and not typed["first_attempted_at"]:
            out["first_attempted_at"] = "Give the day and time when they first tried to tell us."
        if typed["other_format"] and not typed["formats"]:
            out["formats"] = "Choose the format they want."
        if typed["died"] and not typed["customer__died_on"]:
            out["customer__died_on"] = "Give the day the customer died."
        if typed["speaks"]:
            out |= {f"speaker__{name}": sentence for name, sentence in SPEAKER_SENTENCES.items() if not typed[f"speaker__{name}"]}
        if typed["referred"]:
            out |= {f"referral__{name}": sentence for name, sentence in REFERRAL_SENTENCES.items() if not typed[f"referral__{name}"]}
        return out


# Facts of the contract that this form asks under another name.
ELSEWHERE = (("customer__representative__authority__seen_on", "speaker__seen_on"), ("customer__representative__authority", "speaker__authority"),
             ("customer__representative__", "speaker__"), ("customer__needs", "needs"), ("customer__formats", "formats"),
             ("reason", "end_reason"), ("basis", "end_basis"), ("at_fault", "end_at_fault"), ("explanation", "end_explanation"),
             ("apology", "end_apology"), ("corrective_action", "end_action"))
# What the questions about the end become in the move that resolves.
RESOLVED_PARTS = (("explanation", "end_explanation"), ("apology", "end_apology"), ("corrective_action", "end_action"))
RESOLVED_WORDS = ("end_basis", *(f"{field}{more}" for _, field in RESOLVED_PARTS for more in ("", "_not")))
SPEAKER_SENTENCES = {
    "name": "Write the name of who speaks for the customer.", "relation": "Write who they are to the customer.",
    "authority": "Choose by what authority they speak.",
}
REFERRAL_SENTENCES = {
    "body": "Choose who referred it.", "referred_on": "Give the day they referred it.", "due_on": "Give the day by which they want our reply.",
    "what": "Write what they ask of us.",
}


# Facts that stand behind a tick: fact, the tick, its field.
TICKED = (("formats", "other_format", "formats"), ("died_on", "died", "customer__died_on"), ("representative", "speaks", "speaker__name"),
          ("first_attempted_at", "told_before", "first_attempted_at"))


def _part(text: str | None, why_not: str | None) -> dict[str, Any]:
    """Given with its words, or not due with the reason; neither is left for the service to refuse."""
    if (text or "").strip():
        return {"given": True, "text": text}
    return {"given": False, **({"why_not": why_not} if (why_not or "").strip() else {})}


def _ticked(name: str, field: str, typed: dict[str, Any]) -> Any:
    """The fact behind a tick that is set; empty where it was not answered."""
    if name == "representative":
        return _speaker(typed)
    return typed[field] or ([] if name == "formats" else None)


def _speaker(typed: dict[str, Any]) -> dict[str, Any]:
    authority = {"kind": typed["speaker__authority"] or ""} | ({"seen_on": typed["speaker__seen_on"]} if typed["speaker__seen_on"] else {})
    words = {name: typed[f"speaker__{name}"] or "" for name in SPEAKER}
    return words | {"authority": authority, "write_to": words["write_to"] or "customer"}


def _finished(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value["name"] and value["relation"] and value["authority"]["kind"])
    return bool(value)


def initial_of(facts: dict[str, Any]) -> dict[str, Any]:
    """The form's fields from the facts of a complaint."""
    customer = facts["customer"]
    out = {f"customer__{name}": customer[name] for name in (*CUSTOMER, "name_refused", "died_on")}
    others = [need for need in customer["needs"] if need not in SAFETY]
    speaker = customer["representative"] or {}
    return out | {name: facts[name] for name in ("description", "wanted", "category", "received_at", "first_attempted_at")} | {
        "off_supply": "off_supply" in customer["needs"], "medical": "medical" in customer["needs"], "needs": others, "other_needs": bool(others),
        "welsh": customer["language"] == "cy", "formats": customer["formats"], "other_format": bool(customer["formats"]),
        "died": bool(customer["died_on"]), "told_before": bool(facts["first_attempted_at"]), "speaks": bool(speaker),
        **{f"speaker__{name}": speaker.get(name, "") for name in SPEAKER},
        "speaker__authority": speaker.get("authority", {}).get("kind", ""), "speaker__seen_on": speaker.get("authority", {}).get("seen_on", ""),
    }


def widened(form: PhoneForm, initial: dict[str, Any]) -> PhoneForm:
    """A choice that was recorded elsewhere in other words is offered too, so that saving never overwrites it."""
    for name in ("customer__preferred_contact", "speaker__authority"):
        held = initial.get(name)
        if held and held not in dict(form.fields[name].choices):
            form.fields[name].choices = [*form.fields[name].choices, (held, held)]
    return form


def fields_of(customer: dict[str, Any]) -> dict[str, Any]:
    """Only what an earlier complaint says of the customer: filled in when they are picked from the search."""
    blank = {"description": "", "wanted": "", "category": "", "received_at": None, "first_attempted_at": None, "customer": customer}
    kept = {"description", "wanted", "category", "received_at", "first_attempted_at", "told_before", "off_supply"}
    return {name: value for name, value in initial_of(blank).items() if name not in kept}
