"""Addresses of long work."""

from django.urls import path

from complaints.jobs import pages

urlpatterns = [
    path("jobs/", pages.jobs, name="jobs"),
    path("jobs/<int:number>/", pages.job, name="job"),
    path("jobs/<int:number>/put-away/", pages.put_away, name="put_away_job"),
    path("jobs/<int:number>/stop/", pages.stop, name="stop_job"),
    path("jobs/<int:number>/resume/", pages.resume, name="resume_job"),
    path("jobs/<int:number>/retry/", pages.retry, name="retry_job"),
]
