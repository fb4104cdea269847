"""The forms of the staff pages: what is asked and how it is read. Whether it may be done is the services' to say."""

from __future__ import annotations

from typing import Any

from django import forms

from staff.models import MailPreference, Person, Role, Team, TeamKind, Theme
from staff.passwords import LONGEST
from staff.refusal import Refusal


def _password(label: str, autocomplete: str, hint: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget, help_text=hint)


class SaysWhich(forms.Form):
    """What was left empty is asked for by the name that stands beside it."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = self[name].label
            chosen, lower = isinstance(field, forms.ChoiceField), label[0].lower() + label[1:]
            field.error_messages["required"] = f"Choose an answer under “{label}”." if chosen else f"Give the {lower}."


class SignInForm(SaysWhich):
    """A username and a password."""

    username = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password("Password", "current-password", "Pasting works. Capital letters matter.")


class PasswordForm(SaysWhich):
    """The old password once, the new one twice."""

    old_password = _password("Current password", "current-password")
    new_password1 = _password("New password", "new-password", "12 characters or more. Four unrelated words work well.")
    new_password2 = _password("New password again", "new-password")

    def clean(self) -> dict:
        """The new password must be typed twice alike."""
        cleaned = super().clean()
        first, second = cleaned.get("new_password1"), cleaned.get("new_password2")
        if first and second and first != second:
            self.add_error("new_password2", "The two new passwords differ. Type the same one twice.")
        return cleaned


class PersonForm(SaysWhich):
    """Everything an administrator says about a person."""

    username = forms.CharField(max_length=60, help_text="Small letters, digits, dots and hyphens, such as priya.raman.")
    full_name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(label="Mail address", required=False, max_length=254)
    role = forms.ChoiceField(choices=Role.choices)
    team = forms.ModelChoiceField(Team.objects.in_use(), required=False, empty_label="No team")

    @classmethod
    def of(cls, person: Person, data: dict | None = None) -> PersonForm:
        """The form of somebody already there; their username stands."""
        names = ("full_name", "email", "role")
        form = cls(data, initial={name: getattr(person, name) for name in names} | {"team": person.team_id})
        del form.fields["username"]
        return form


class TeamForm(SaysWhich):
    """A team's name and what it is for."""

    name = forms.CharField(label="Team name", max_length=80)
    kind = forms.ChoiceField(label="What it is for", choices=TeamKind.choices, initial=TeamKind.OTHER)

    @classmethod
    def of(cls, team: Team, data: dict | None = None) -> TeamForm:
        """The form of a team already there."""
        return cls(data, initial={"name": team.name, "kind": team.kind})


class PreferencesForm(SaysWhich):
    """What a person may choose for themselves."""

    mail_preference = forms.ChoiceField(label="Alerts by mail", choices=MailPreference.choices, widget=forms.RadioSelect)
    mail_any_hour = forms.BooleanField(label="Mail me at any hour, not only in office hours", required=False)
    theme = forms.ChoiceField(label="Colours", choices=Theme.choices, widget=forms.RadioSelect)
    shortcuts_on = forms.BooleanField(label="Single-key shortcuts", required=False)

    @classmethod
    def of(cls, person: Person, data: dict | None = None) -> PreferencesForm:
        """The form filled with what the person chose before."""
        return cls(data, initial={name: getattr(person, name) for name in cls.base_fields})


def put_refusal(form: forms.Form, refusal: Refusal, names: dict[str, str] | None = None) -> None:
    """Show a service's refusal at the field it names, or above the form; `names` maps the service's names to ours."""
    field = (names or {}).get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, refusal.sentence)
