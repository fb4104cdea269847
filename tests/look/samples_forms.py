"""Made-up contexts for pages that are forms."""
# ruff: noqa: E501 (sample words stay on one line)

from typing import Any

from django import forms

from tests.look.samples import EXPLAIN, STRIP, frame


class Phone(forms.Form):
    """The six questions as the phone form asks them."""

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
    "earlier": {"title": "Earlier complaints", "lines": [{"text": "1 open: quote for cut-out move, with Lena Fraser. Next: Wed 13 May 2026, 2 working days left.", "href": "#", "link": "Add this call to it instead"}]},
    "rules": [{"text": "A report of loss of supply alone is not a complaint. Being unhappy about how we deal with it is."}, {"text": "Household: may go to the Ombudsman after 8 weeks."}],
}  # fmt: skip
CALL = {"who": "Yusuf Okonjo", "what": "Says an engineer was booked for Thursday 7 May, 8 to 12, to move the cut-out for his kitchen work. Nobody came, nobody rang.",
        "wanted": "A new date this week, a reason, and the morning paid for", "phone": "07700 900672", "way": "phone", "end": "open"}  # fmt: skip


def the_phone_form(**changes: Any) -> dict:
    return {
        "frame": frame(""), "heading": {"title": "Log a complaint: 2 answers still open", "small": "Telephone, received Mon 11 May 2026 10:02"}, "saved": "Saved 10:04:31",
        "safety": "Smell of gas or danger: 0800 111 999, now.", "form": Phone(initial=CALL), "op_id": "op-1", "version": 1, "autosave": "/complaints/new/save/",
        "submit": "Finish call", "leave": {"href": "#", "label": "Leave and come back"}, "foot": "Still open: best time (4), anything to know (5). Neither stops you.", "panel": PANEL,
    } | changes  # fmt: skip


def the_broken_form() -> dict:
    form = Phone(data={"who": "Okonjo, 3 Fuller", "phone": "0770 0900"})
    panel = PANEL | {"reference": "", "script": [], "earlier": {"lines": [{"text": "No earlier complaints found for “Okonjo, 3 Fuller”."}]}}
    heading = {"title": "Log a complaint", "small": "Telephone, Mon 11 May 2026 10:02. The reference comes with the first save."}
    return the_phone_form(form=form, panel=panel, heading=heading, saved="", autosave="", submit="Save and give reference", foot="Only 1 and 2 are needed for the reference.")


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
    return {"frame": frame("help"), "form": Days(), "answer": {"date": "Friday 8 May 2026", "sentence": "5 working days after Thursday 30 April 2026", "strip": STRIP[:8], "facts": EXPLAIN["facts"][1:2], "provisional": ""}}
