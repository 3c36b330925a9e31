import re
import subprocess
import sys
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from chalicelib.rendering.account_emails import (
    account_closed_email,
    address_taken_email,
    already_registered_email,
    confirmation_email,
    email_change_email,
    email_changed_email,
    password_changed_email,
    temporary_password_email,
)

TO = "ana@correo.mx"
NAME = "Ana María Ñáñez O'Brien"
AT = datetime(2026, 11, 21, 2, 5, tzinfo=UTC)
SITE = "https://facturable.mx/acceso/"
CONFIRM, CHANGE = f"{SITE}#confirmar.tok-en_1", f"{SITE}#correo.tok-en_2"
SIGN_IN, RECOVER = f"{SITE}#entrar", f"{SITE}#recuperar"
PASSWORD = "A1B2-C3D4-E5F6-G7H8"

MAILS = {
    "confirmation": confirmation_email(TO, NAME, CONFIRM),
    "already_registered": already_registered_email(TO, NAME, SIGN_IN, RECOVER),
    "temporary_password": temporary_password_email(TO, NAME, PASSWORD, SIGN_IN),
    "password_changed": password_changed_email(TO, NAME, AT, RECOVER),
    "email_change": email_change_email(TO, NAME, CHANGE),
    "email_changed": email_changed_email(TO, NAME, "n***@nuevo.mx", AT),
    "address_taken": address_taken_email(TO, SIGN_IN, RECOVER),
    "account_closed": account_closed_email(TO, NAME),
}
LINKS = {
    "confirmation": {CONFIRM},
    "already_registered": {SIGN_IN, RECOVER},
    "temporary_password": {SIGN_IN},
    "password_changed": {RECOVER},
    "email_change": {CHANGE},
    "email_changed": set(),
    "address_taken": {SIGN_IN, RECOVER},
    "account_closed": set(),
}

each = pytest.mark.parametrize("kind", MAILS)


class Page(HTMLParser):
    """Gathers what a mail program would show, follow or load."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags, self.links, self.words = [], [], []
        self.feed(source.partition("<body>")[2])
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@each
def test_both_bodies_lead_where_the_reader_must_go_and_nowhere_else(kind):
    email = MAILS[kind]

    assert set(Page(email.html).links) == LINKS[kind]
    assert set(re.findall(r"https?://\S+", email.text)) == LINKS[kind]


@each
def test_a_secret_stands_in_no_part_of_a_link_that_a_server_sees(kind):
    for link in LINKS[kind]:
        seen = link.partition("#")[0]
        assert "?" not in seen
        assert "tok-en" not in seen


@each
def test_both_bodies_say_why_it_comes(kind):
    email = MAILS[kind]

    for body in (email.text, Page(email.html).text):
        assert re.search(r"Recibes este correo porque|Es el último correo sobre esta cuenta", body)


@each
def test_both_bodies_say_what_to_do_if_it_was_not_you(kind):
    email = MAILS[kind]

    assert "SI NO FUISTE TÚ" in email.text
    assert "Si no fuiste tú" in Page(email.html).text


@each
def test_the_text_says_what_the_html_says(kind):
    email = MAILS[kind]
    told = " ".join(email.text.split())

    for paragraph in re.findall(r"<p(?: [^>]*)?>([^<]+)</p>", email.html):
        first = re.split(r"(?<=[.:]) ", paragraph.replace("&#x27;", "'"))[0]
        assert first in told or first == "Facturable"


@each
def test_no_gap_of_a_template_is_left_open(kind):
    email = MAILS[kind]

    assert not re.search(r"\$[a-z{]", email.subject + email.text + email.html)


@each
def test_the_html_needs_nothing_from_elsewhere_and_says_its_language(kind):
    html = MAILS[kind].html
    page = Page(html)

    assert not {"img", "link", "script", "iframe", "object", "form"} & set(page.tags)
    assert "url(" not in html
    assert '<html lang="es-MX">' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert page.tags.count("h1") == 1


@each
def test_a_mail_brings_no_file_and_comes_from_the_portal(kind):
    assert MAILS[kind].attachments == ()
    assert MAILS[kind].sender_name == "Facturable"


@each
def test_the_subject_fits_a_locked_screen_and_names_nobody(kind):
    subject = MAILS[kind].subject

    assert 10 < len(subject) < 50
    assert "Ana" not in subject
    assert PASSWORD not in subject


def test_links_say_how_long_they_hold_and_how_often():
    for kind in ("confirmation", "email_change"):
        for body in (MAILS[kind].text, Page(MAILS[kind].html).text):
            assert "sirve una sola vez y vence 24 horas después" in body


def test_the_temporary_password_says_its_life_and_that_the_old_one_still_works():
    email = MAILS["temporary_password"]

    for body in (email.text, Page(email.html).text):
        assert PASSWORD in body
        assert re.search(r"Sirve una sola vez y vence en\s+30 minutos", body)
        assert "Hasta que la cambies, la de siempre sigue funcionando" in body


def test_the_temporary_password_is_chosen_with_one_touch_and_read_without_doubt():
    [code] = re.findall(rf"<p style=\"([^\"]+)\">{PASSWORD}</p>", MAILS["temporary_password"].html)

    assert "user-select: all" in code
    assert "monospace" in code


def test_moments_are_told_in_the_zone_of_most_of_the_country():
    for kind in ("password_changed", "email_changed"):
        for body in (MAILS[kind].text, Page(MAILS[kind].html).text):
            assert "20 de noviembre de 2026, 20:05 (hora del centro)" in body


def test_the_former_address_learns_the_new_one_only_masked():
    assert "n***@nuevo.mx" in MAILS["email_changed"].text


def test_the_last_mail_tells_what_the_tax_law_makes_us_keep():
    assert "artículo 30 del Código Fiscal de la Federación" in MAILS["account_closed"].text


@pytest.mark.parametrize("name", ["Ana", "Ana María Ñáñez O'Brien", "José M. Pérez-Gil", "Li"])
def test_the_reader_is_greeted_by_his_name(name):
    email = confirmation_email(TO, name, CONFIRM)

    assert email.text.startswith(f"Hola, {name}:\n")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Gana dinero en https://malo.example",
        "malo.example",
        "escribe a yo@malo.example",
        "Ana 55 5555 5555",
        "<script>alert(1)</script>",
        "a" * 61,
        "uno dos tres cuatro cinco seis siete ocho nueve",
    ],
)
def test_a_name_that_is_none_is_not_carried_to_strangers(name):
    email = confirmation_email(TO, name, CONFIRM)

    assert email.text.startswith("Hola:\n")
    assert "malo" not in email.text + email.html
    assert "script" not in Page(email.html).tags


def test_a_name_cannot_begin_a_line():
    email = confirmation_email(TO, "Ana\r\nBcc: otro", CONFIRM)

    assert not re.search(r"^Bcc", email.text, re.MULTILINE)


def test_writing_a_mail_does_not_load_the_pdf_library():
    script = (
        "import sys, chalicelib.rendering.account_emails; print({'fpdf', 'PIL'} & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )

    assert done.stdout.strip() == "set()"
