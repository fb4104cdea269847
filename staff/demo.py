"""The staff of the demonstration, from `fixtures/demo_people.json`. For `seed_demo` alone."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

from staff import credentials, services, teams
from staff.models import Person, Team

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "demo_people.json"


@transaction.atomic
def load_demo_people(password: str, *, now: datetime) -> dict[str, Person]:
    """Add whoever is missing and give all of them this password; answers the five by username. Twice is as once."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    teams = {row["name"]: _team(row, now) for row in rows["teams"]}
    people = [_person(row, teams, password, now) for row in rows["people"]]
    return {person.username: person for person in people}


def _team(row: dict[str, str], now: datetime) -> Team:
    found = Team.objects.filter(name=row["name"]).first()
    return found or teams.add_team(name=row["name"], kind=row["kind"], by=None, now=now)


def _person(row: dict[str, str], teams: dict[str, Team], password: str, now: datetime) -> Person:
    found = Person.objects.filter(username=row["username"]).first()
    if found is None:
        details = {**row, "team": teams[row["team"]]}
        return services.create_person(**details, password=password, by=None, now=now)[0]
    if not found.check_password(password):
        credentials.set_demo_password(found, password)
    return found
