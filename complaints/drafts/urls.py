"""The address where forms keep what is typed."""

from django.urls import path

from complaints.drafts import pages

urlpatterns = [path("drafts/", pages.drafts, name="drafts")]
