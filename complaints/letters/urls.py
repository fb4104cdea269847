"""Addresses of letters: the desk, one letter and what is done with it, and the tab of a case."""

from django.urls import path

from complaints.letters.pages import case_tab, desk, letter, moving, pdf, versions, writing

LETTER = "letters/<int:letter>/"

urlpatterns = [
    path("letters/", desk.letters, name="letters"),
    path("letters/print/", desk.print_list, name="print_list"),
    path(LETTER, letter.letter_page, name="letter"),
    path(f"{LETTER}write/", writing.write, name="letter_write"),
    path(f"{LETTER}wording/", writing.take_wording, name="letter_wording"),
    path(f"{LETTER}do/<str:name>/", moving.move_page, name="letter_move"),
    path(f"{LETTER}versions/", versions.versions, name="letter_versions"),
    path(f"{LETTER}preview.pdf", pdf.preview, name="letter_preview"),
    path(f"{LETTER}letter.pdf", pdf.sent_pdf, name="letter_pdf"),
    path("c/<str:reference>/letters/", case_tab.letters_tab, name="case_letters"),
    path("c/<str:reference>/letters/new/", case_tab.new_letter, name="new_letter"),
]
