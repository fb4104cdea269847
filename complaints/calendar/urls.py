"""Addresses of the calendar."""

from django.urls import path

from complaints.calendar.pages import day, feed, month

urlpatterns = [
    path("calendar/", month.month, name="calendar"),
    path("calendar/overdue/", day.overdue, name="calendar_overdue"),
    path("calendar/feed/", feed.settings, name="calendar_feed"),
    path("calendar/feed/withdraw/", feed.withdraw, name="calendar_feed_withdraw"),
    path("calendar/feed/<str:token>.ics", feed.feed, name="calendar_feed_read"),
    path("calendar/<str:typed>/", day.day, name="calendar_day"),
]
