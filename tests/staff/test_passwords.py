"""Which passwords are refused, and which are not."""

import gzip
from pathlib import Path

import django
import pytest

from staff import passwords

COMMON = frozenset(gzip.decompress((Path(django.__file__).parent / "contrib/auth/common-passwords.txt.gz").read_bytes()).decode().split())
ABOUT = ("dan.w", "Dan Whitlock")


@pytest.mark.parametrize("password", ["", "a", "eleven-char", "kd7m-x4wq-z"])
def test_fewer_than_12_characters_are_refused(password):
    assert "12 characters" in passwords.objection(password, about=ABOUT, common=COMMON)


@pytest.mark.parametrize(
    "password",
    ["lastmile2026!", "LASTMILE-Energy-1", "complaintcomplaint", "l4stm1le!!2026", "Ombudsman-2026", "Summer2026!Summer",
     "Energy!Energy!", "whitlock-2026-x", "danwhitlock12", "Welcome-Manager-1"],
)  # fmt: skip
def test_names_and_words_of_the_company_are_refused(password):
    assert "word of this company" in passwords.objection(password, about=ABOUT, common=COMMON)


@pytest.mark.parametrize(
    "password",
    ["password123456", "Passw0rd!2345", "qwertyuiop12", "123456789012", "aaaaaaaaaaaa", "abcabcabcabc", "Manchester2026",
     "020 7946 0018 00", "abcdefghijklm", "1qaz2wsx3edc"],
)  # fmt: skip
def test_what_is_guessed_first_is_refused(password):
    assert "guessed" in passwords.objection(password, about=ABOUT, common=COMMON)


def test_every_common_password_is_refused():
    assert [word for word in COMMON if not passwords.objection(word, common=COMMON)] == []


@pytest.mark.parametrize(
    "password",
    ["energy-otter-violin-granite", "correct horse battery staple", "kd7m-x4wq-zz9p-hn3v", "żółć łąka wrona", "x7#Kp2$mQ9!vLw",
     "ŵyneb-hapus-a-chath", "p" + "qz7" * 84 + "end"],
)  # fmt: skip
def test_other_long_passwords_are_taken_without_rules_of_composition(password):
    assert passwords.objection(password, about=ABOUT, common=COMMON) == ""


def test_a_password_longer_than_256_characters_is_refused_with_the_figure():
    assert "256" in passwords.objection("kd7m-x4wq" * 29, common=COMMON)


def test_one_time_passwords_differ_and_are_never_refused():
    drawn = {passwords.one_time_password() for _ in range(200)}
    assert len(drawn) == 200
    assert {passwords.objection(password, about=ABOUT, common=COMMON) for password in drawn} == {""}


def test_one_time_passwords_hold_no_letters_that_look_alike():
    assert not set("".join(passwords.one_time_password() for _ in range(50))) & set("il10o")
