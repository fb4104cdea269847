"""Addresses of the lists."""

from django.urls import path

from complaints.lists.pages import liking, work

urlpatterns = [
    path("complaints/", work.work, name="work"),
    path("complaints/order/", liking.order, name="list_order"),
    path("complaints/columns/", liking.choose, name="list_columns"),
]
