"""Addresses of the settings."""

from django.urls import path

from complaints.desk_settings.pages import categories, company, contacts, index, paragraphs, procedure, tiers

urlpatterns = [
    path("settings/", index.settings, name="settings"),
    path("settings/waiting/", index.waiting, name="settings_waiting"),
    path("settings/waiting/<int:number>/approve/", index.approve, name="approve_setting"),
    path("settings/waiting/<int:number>/refuse/", index.refuse, name="refuse_setting"),
    path("settings/categories/", categories.categories, name="categories"),
    path("settings/categories/new/", categories.new, name="new_category"),
    path("settings/categories/<str:code>/", categories.category, name="category"),
    path("settings/categories/<str:code>/retire/", categories.retire, name="retire_category"),
    path("settings/categories/<str:code>/bring-back/", categories.bring_back, name="bring_back_category"),
    path("settings/letters/", paragraphs.paragraphs, name="paragraphs"),
    path("settings/letters/<str:key>/", paragraphs.paragraph, name="paragraph"),
    path("settings/letters/<str:key>/shipped/", paragraphs.shipped, name="shipped_paragraph"),
    path("settings/letters/<str:key>/preview.pdf", paragraphs.preview, name="paragraph_preview"),
    path("settings/contacts/", contacts.contacts, name="contacts"),
    path("settings/contacts/new/", contacts.new_contact, name="new_contact_row"),
    path("settings/contacts/<str:code>/", contacts.contact, name="contact_row"),
    path("settings/contacts/<str:code>/close/", contacts.close_contact, name="close_contact_row"),
    path("settings/distributors/new/", contacts.new_distributor, name="new_distributor"),
    path("settings/distributors/<int:row>/", contacts.distributor, name="distributor"),
    path("settings/distributors/<int:row>/close/", contacts.close_distributor, name="close_distributor"),
    path("settings/alerts/", tiers.tiers, name="alert_tiers"),
    path("settings/alerts/<str:kind>/", tiers.tier, name="alert_tier"),
    path("settings/procedure/", procedure.numbers, name="procedure_numbers"),
    path("settings/procedure/<str:kind>/", procedure.number, name="procedure_number"),
    path("settings/company/", company.company, name="company"),
    path("settings/company/<str:name>/", company.fact, name="company_fact"),
    path("settings/accounts/", company.accounts, name="accounts"),
    path("settings/accounts/new/", company.new_accounts, name="new_accounts"),
    path("settings/accounts/<str:key>/", company.month, name="accounts_of_month"),
]
