"""The registration of the complaints app with Django."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = "Complaints"

    def ready(self) -> None:
        """Whoever is shut out leaves nothing behind, by whichever door, nor does a team that is switched off."""
        from complaints.bulk.leaving import hand_back
        from complaints.bulk.team_work import work_of
        from staff.services import when_leaving
        from staff.teams import hangs_too

        when_leaving(hand_back)
        hangs_too(work_of)
