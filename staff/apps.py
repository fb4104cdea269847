"""Registers the room with Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The people of the desk."""

    name = "staff"
    verbose_name = "Staff"
    default_auto_field = "django.db.models.BigAutoField"
