"""Addresses of the lists."""

from django.urls import path

from complaints.lists.pages import changes, liking, saved, work

urlpatterns = [
    path("complaints/", work.work, name="work"),
    path("complaints/changes/", changes.changes, name="list_changes"),
    path("complaints/order/", liking.order, name="list_order"),
    path("complaints/columns/", liking.choose, name="list_columns"),
    path("complaints/views/new/", saved.new, name="save_view"),
    path("complaints/views/<str:ident>/", saved.change, name="saved_view"),
]
