"""Made-up contexts for pages that are forms."""
# ruff: noqa: E501 (sample words stay on one line)

from typing import Any

from django import forms

from complaints.intake.pages.phone_form import PhoneForm
from complaints.record.refusals import Unacceptable
from tests.look.samples import EXPLAIN, STRIP, frame


class Phone(forms.Form):
    """Questions of every sort, as plain as the phone form asks them."""

    sections = (("", ("safety", "who", "what", "wanted", ("4. How to reach them", ("phone", "way", "time")), "needs", "end")),)
    safety = forms.MultipleChoiceField(
        label="Safe now?", choices=(("off", "Off supply now"), ("medical", "Medical need")), widget=forms.CheckboxSelectMultiple, required=False
    )
    who = forms.CharField(label="1. Who is it?", help_text="Name, postcode, phone, MPAN or reference")
    what = forms.CharField(
        label="2. What happened?", help_text="As close to their words as you can", widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what the customer said, in a sentence or more"},
    )  # fmt: skip
    wanted = forms.CharField(label="3. What do they want?", required=False)
    phone = forms.RegexField(
        r"^[0-9 ]{10,}$", label="Phone", required=False, error_messages={"invalid": "Phone number must have 10 or 11 digits, like 07700 900413"}
    )
    way = forms.ChoiceField(label="Best way", choices=(("", "Choose"), ("phone", "Phone")), required=False)
    time = forms.CharField(label="Best time", required=False)
    needs = forms.MultipleChoiceField(
        label="5. Anything to know?", widget=forms.CheckboxSelectMultiple, required=False,
        choices=(("else", "Speaks for someone else"), ("cy", "Prefers Welsh"), ("format", "Wants another format"), ("died", "Customer has died")),
    )  # fmt: skip
    end = forms.ChoiceField(
        label="6. How did the call end?", widget=forms.RadioSelect, required=False,
        choices=(("resolved", "Resolved on this call"), ("open", "Keep open, we answer"), ("senior", "Customer asks for a senior manager")),
    )  # fmt: skip


def pieces(text: str) -> list[dict]:
    """Words between bars are live: "Ring by |Tuesday 12 May|."."""
    return [{"text": part, "live": n % 2 == 1, "kind": "filled" if n % 2 else ""} for n, part in enumerate(text.split("|"))]


PANEL = {
    "reference": "LM-26-04418-P", "given_by": "Dan Whitlock",
    "script": [pieces(text) for text in (
        "“Your reference is |L M, 26, 04418, P|. My name is |Dan Whitlock|.",
        "I’ll look into it and ring you today if I can, by the end of |Tuesday 12 May| at the latest.",
        "If our answer doesn’t settle it, a senior manager reviews it. They aim to answer in 5 working days, and if they can’t they tell you where things stand.",
        "After 8 weeks, on |Monday 6 July|, or sooner if we give our final answer, you may go to the Ombudsman. It is free.”",
    )],
    "earlier": {"title": "Earlier complaints", "lines": [{"text": "Yusuf Okonjo, quote for cut-out move, with Lena Fraser. Next: Wed 13 May 2026, 2 working days left.", "href": "#", "reference": "LM-26-04366-H", "instead": "LM-26-04366-H"}]},
    "rules": [{"text": "A report of loss of supply alone is not a complaint. Being unhappy about how we deal with it is.", "do": "supply", "label": "Record a supply report instead"}, {"text": "Household: may go to the Ombudsman after 8 weeks.", "href": "#", "link": "Confirm"}],
    "elsewhere": [{"href": "#", "label": "Letter"}, {"href": "#", "label": "Email"}],
}  # fmt: skip
CALL = {
    "customer__name": "Yusuf Okonjo", "description": "Says an engineer was booked for Thursday 7 May, 8 to 12, to move the cut-out for his kitchen work. Nobody came, nobody rang.",
    "wanted": "A new date this week, a reason, and the morning paid for", "customer__phone": "07700 900672", "customer__preferred_contact": "Phone", "end": "open",
}  # fmt: skip
KINDS = [("Appointments", [("missed_appointment", "Missed or moved appointment")])]


def the_phone_form(**changes: Any) -> dict:
    return {
        "frame": frame(""), "heading": {"title": "Log a complaint: 2 answers still open", "small": "Telephone, received Mon 11 May 2026 10:02"}, "saved": "Saved 10:04:31",
        "safety": "Smell of gas or danger: 0800 111 999, now.", "form": PhoneForm(initial=CALL, categories=KINDS), "op_id": "op-1", "version": 1, "begun": "", "channel": "telephone",
        "autosave": "/complaints/new/LM-26-04418-P/", "submit": "Finish call", "foot": "Still open: category (2), best time (4). Neither stops you.", "panel": PANEL,
        "who": {"name": "Yusuf Okonjo", "facts": ["3 Fuller Row, Derby", "MPAN 29 0041 7022 646", "Domestic"], "reference": "LM-26-04418-P"}, "folded": False,
        "hits": [], "hits_words": "", "category": {"chosen": "", "suggested": "Missed or moved appointment", "code": "missed_appointment"}, "asks_received": False, "notice": "", "likely": None, "save_as": "save",
    } | changes  # fmt: skip


def the_broken_form() -> dict:
    form = PhoneForm({"customer__name": "Okonjo, 3 Fuller", "customer__phone": "0770"}, categories=KINDS)
    form.refuse(Unacceptable.of(description="Write what the customer said, in a sentence or more.", customer__phone="Give a phone number with 5 to 20 digits."))
    panel = PANEL | {"reference": "", "script": [], "earlier": {"title": "Earlier complaints", "lines": [{"text": "No earlier complaints found for “Okonjo, 3 Fuller”."}]}}
    heading = {"title": "Log a complaint", "small": "Telephone, Mon 11 May 2026 10:02. The reference comes with the first save."}
    return the_phone_form(
        form=form, panel=panel, heading=heading, saved="", autosave="", submit="Save and give reference", foot="Only 1 and 2 are needed for the reference.",
        version=None, who=None, category=None, begun="2026-05-11T10:02:00+01:00", hits=[{"name": "Yusuf Okonjo", "facts": ["3 Fuller Row, Derby", "1 open complaint"], "pick": "LM-26-04366-H"}],
    )  # fmt: skip


def the_likely_call() -> dict:
    form = PhoneForm(initial={"customer__name": "Yusuf Okonjo", "description": CALL["description"]}, categories=KINDS)
    text = "Yusuf Okonjo, Quote too high, with Lena Fraser. Next: Wed 13 May 2026, 2 working days left."
    likely = {"reference": "LM-26-04366-H", "href": "/c/LM-26-04366-H/", "text": text, "received": "yesterday"}
    return the_broken_form() | {"form": form, "likely": likely, "hits": [], "submit": "Log it as another complaint"}


class SignIn(forms.Form):
    username = forms.CharField()
    password = forms.CharField(error_messages={"required": "Enter your password"})


class Reason(forms.Form):
    sections = (("", ("reason", "asked", "told")), ("The explanation", ("given", "text")))
    reason = forms.CharField(label="Reason", help_text="Goes into the timeline", widget=forms.Textarea(attrs={"rows": 3}))
    asked = forms.BooleanField(label="The customer asked for a senior manager", required=False)
    told = forms.DateField(label="When were they told?", help_text="Like 8 May 2026", required=False)
    given = forms.ChoiceField(label="Was it given?", choices=(("yes", "Yes"), ("no", "No, because")), widget=forms.RadioSelect)
    text = forms.CharField(label="What was said", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def the_move() -> dict:
    return {
        "frame": frame(), "heading": {"title": "Escalate LM-26-04391-K", "small": "Amira Shah, immediate"}, "form": Reason(), "op_id": "op-3", "version": 4, "submit": "Escalate the complaint",
        "back": {"href": "#", "label": "Back to the complaint"}, "what_next": ["The complaint goes to senior review.", "Resolve or send an update by Monday 18 May 2026: 5 working days start now."],
    }  # fmt: skip


class Days(forms.Form):
    start = forms.CharField(label="First day", initial="30 April 2026")
    days = forms.IntegerField(label="Working days", initial=5)
    calendar = forms.ChoiceField(label="Calendar", choices=(("england-and-wales", "England and Wales"), ("scotland", "Scotland")))


def the_calculator() -> dict:
    asks = [{"href": "#", "label": "Add working days", "current": True}, {"href": "#", "label": "Add months", "current": False}]
    return {"frame": frame("help"), "form": Days(), "asks": asks, "submit": "Work it out", "answer": {"date": "Friday 8 May 2026", "sentence": "5 working days after Thursday 30 April 2026", "strip": STRIP[:8], "facts": EXPLAIN["facts"][1:2], "provisional": ""}}
