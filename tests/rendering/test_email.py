import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from chalicelib.cfdi.comprobante import Receptor
from chalicelib.cfdi.verification import verification_url
from chalicelib.domain.ticket import NotInvoiced
from chalicelib.rendering.email import (
    Attachment,
    Email,
    FacturaFiles,
    UnsafeHeader,
    factura_email,
)
from chalicelib.rendering.not_invoiced import REASONS
from tests.rendering.samples import (
    UUID,
    make_comprobante,
    make_not_invoiced,
    make_stamped,
    make_store,
    make_ticket_face,
)

STATUS_URL = "https://facturable.mx/estado/#inv_01.tok-en_9"
FILES = FacturaFiles(xml="<cfdi Nombre='Ñ'/>".encode(), pdf=b"%PDF-1.4 \xff\x00")
HOSTILE = '<script>alert("1")</script> & $total ${brand} Ñ'


def make_email(stamped=None, store=None, not_invoiced=(), to="ana@correo.mx"):
    return factura_email(
        to, stamped or make_stamped(), store or make_store(), not_invoiced, FILES, STATUS_URL
    )


class Page(HTMLParser):
    """Gathers what a mail program would show, follow or load."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags, self.links, self.words = [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def test_the_subject_names_folio_and_store_and_no_rfc():
    email = make_email()

    assert email.subject == "Tu factura NTE 1042 de Abarrotes El Ñandú"
    assert "EKU9003173C9" not in email.subject + email.sender_name
    assert "MASO451221PM4" not in email.subject + email.sender_name


def test_a_repeated_mail_is_the_same_so_that_clients_thread_it():
    assert make_email() == make_email()


@pytest.mark.parametrize(
    "datum",
    [
        "$21.46",
        "Abarrotes El Ñandú",
        "Sucursal Mexicali Centro",
        "NTE 1042",
        UUID,
        "20 de noviembre de 2026",
        "MARÍA OLIVIA MARTÍNEZ SAGAZ",
        "48213",
        f"NTE1042_{UUID}.xml",
        f"NTE1042_{UUID}.pdf",
    ],
)
def test_both_bodies_tell_what_the_factura_is(datum):
    email = make_email()

    assert datum in email.text
    assert datum in Page(email.html).text


def test_both_bodies_lead_to_the_status_page_and_to_sats():
    stamped = make_stamped()
    email = make_email(stamped)

    page = Page(email.html)
    assert page.links == [STATUS_URL, verification_url(stamped)]
    assert all(link in email.text.split() for link in page.links)


def test_both_bodies_explain_what_was_not_invoiced():
    parts = tuple(NotInvoiced(kind, Decimal("12.50")) for kind in REASONS)
    email = make_email(not_invoiced=parts)

    shown = Page(email.html).text
    for reason in REASONS.values():
        assert f"{reason.label}, $12.50 {reason.sentence}" in shown
        assert f"{reason.label}, $12.50" in email.text
        assert reason.sentence in email.text


def test_nothing_is_explained_where_nothing_was_left_out():
    email = make_email()

    assert "no va en la factura" not in email.html
    assert "NO VA EN LA FACTURA" not in email.text


def test_all_tickets_of_a_combined_factura_are_named():
    store = make_store(tickets=(make_ticket_face("111"), make_ticket_face("222")))

    assert "111, 222" in make_email(store=store).text


def test_names_cannot_become_markup():
    receptor = Receptor("XEXX010101000", HOSTILE, "21100", "616", "S01")
    store = make_store(brand_name=HOSTILE, branch_name=HOSTILE)

    email = make_email(make_stamped(make_comprobante(receptor=receptor)), store)

    page = Page(email.html)
    assert "script" not in page.tags
    assert page.text.count(HOSTILE) == 4
    assert "&lt;script&gt;" in email.html


def test_names_cannot_begin_a_line_or_a_header():
    store = make_store(brand_name="Abarrotes\r\nBcc: todos@correo.mx")

    email = make_email(store=store)

    assert email.subject == "Tu factura NTE 1042 de Abarrotes Bcc: todos@correo.mx"
    assert email.sender_name == "Abarrotes Bcc: todos@correo.mx"
    assert not re.search(r"^Bcc", email.text, re.MULTILINE)


def test_the_html_needs_nothing_from_elsewhere_and_says_its_language():
    email = make_email(not_invoiced=make_not_invoiced())

    page = Page(email.html)
    assert not {"img", "link", "script", "iframe", "object", "form"} & set(page.tags)
    assert "url(" not in email.html
    assert '<html lang="es-MX">' in email.html
    assert '<meta name="color-scheme" content="light dark">' in email.html
    assert page.tags.count("h1") == 1


def test_no_gap_of_a_template_is_left_open():
    email = make_email(not_invoiced=make_not_invoiced())

    assert not re.search(r"\$[a-z{]", email.subject + email.text + email.html)


def test_xml_and_pdf_are_attached_as_they_are_kept():
    xml, pdf = make_email().attachments

    assert (xml.name, xml.content_type) == (f"NTE1042_{UUID}.xml", "application/xml")
    assert (pdf.name, pdf.content_type) == (f"NTE1042_{UUID}.pdf", "application/pdf")
    assert (xml.content, pdf.content) == (FILES.xml, FILES.pdf)


@pytest.mark.parametrize("field", ["to", "subject", "sender_name"])
@pytest.mark.parametrize("mark", ["\r", "\n", "\r\n", "\0", "\x85", "\u2028"])
def test_a_header_with_a_line_break_is_refused(field, mark):
    with pytest.raises(UnsafeHeader):
        replace(make_email(), **{field: f"ana@correo.mx{mark}Bcc: otro@correo.mx"})


@pytest.mark.parametrize("name", ["a\r\nb.xml", "a\nb.xml"])
def test_an_attachment_with_a_line_break_in_its_name_is_refused(name):
    with pytest.raises(UnsafeHeader):
        Attachment(name, "application/xml", b"")


@pytest.mark.parametrize(
    "to", ["", "ana", "ana@", "a@correo.mx, b@correo.mx", "Ana <a@correo.mx>", "ñ@correo.mx"]
)
def test_a_mail_goes_to_exactly_one_plain_address(to):
    with pytest.raises(UnsafeHeader):
        Email(to, "Asunto", "texto", "<p>texto</p>", (), "Tienda")


def test_an_unknown_kind_of_money_is_not_passed_over():
    with pytest.raises(KeyError):
        make_email(not_invoiced=(NotInvoiced("unheard_of", Decimal(1)),))


@pytest.mark.parametrize("module", ["email", "mime"])
def test_writing_a_mail_does_not_load_the_pdf_library(module):
    script = (
        f"import sys, chalicelib.rendering.{module}; print({{'fpdf', 'PIL'}} & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )

    assert done.stdout.strip() == "set()"
