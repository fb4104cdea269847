"""The addresses of the staff pages."""

from django.urls import path

from staff import pages, people_pages, team_pages

urlpatterns = [
    path("sign-in/", pages.sign_in, name="sign-in"),
    path("sign-out/", pages.sign_out, name="sign-out"),
    path("password/", pages.password, name="password"),
    path("session/", pages.session, name="session"),
    path("preferences/", pages.preferences, name="preferences"),
    path("preferences/end-others/", pages.end_others, name="end-others"),
    path("people/", people_pages.people, name="people"),
    path("people/new/", people_pages.new_person, name="new-person"),
    path("people/teams/", team_pages.new_team, name="new-team"),
    path("people/teams/<slug:slug>/", team_pages.team, name="team"),
    path("people/teams/<slug:slug>/do/<slug:action>/", team_pages.team_action, name="team-action"),
    path("people/<str:username>/", people_pages.person, name="person"),
    path("people/<str:username>/do/<slug:action>/", people_pages.person_action, name="person-action"),
]
