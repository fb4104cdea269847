"""Addresses of the lists."""

from django.urls import path

from complaints.lists.pages import work

urlpatterns = [path("complaints/", work.work, name="work")]
