"""Addresses of the calendar."""

from django.urls import path

from complaints.calendar.pages import day, month

urlpatterns = [
    path("calendar/", month.month, name="calendar"),
    path("calendar/overdue/", day.overdue, name="calendar_overdue"),
    path("calendar/<str:typed>/", day.day, name="calendar_day"),
]
