"""The registration of the complaints app with Django."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = "Complaints"

    def ready(self) -> None:
        """Whoever is shut out leaves nothing behind, by whichever door."""
        from complaints.bulk.leaving import hand_back
        from staff.services import when_leaving

        when_leaving(hand_back)
