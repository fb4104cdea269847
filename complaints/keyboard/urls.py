"""Address of the command box."""

from django.urls import path

from complaints.keyboard import pages

urlpatterns = [path("go/", pages.go, name="go")]
