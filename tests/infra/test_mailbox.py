"""The mailbox: what SES hands over, whole, for programs and for people, over restarts too."""

from __future__ import annotations

import base64
import json
import smtplib
import threading
from email import policy
from email.message import EmailMessage

import pytest

from infra.local.http_messages import Request
from infra.local.mailbox.mails import Mails
from infra.local.mailbox.smtp import receive_mails
from infra.local.mailbox.web import MailboxWeb
from infra.local.ports import listen, port_of

SMTP_POLICY = policy.SMTP.clone(cte_type="7bit")
PDF = b"%PDF-1.7\xff\x00"


def mail(subject: str = "Tu factura de Casa Ñuu") -> EmailMessage:
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = "Facturable <facturas@facturable.example>"
    message["To"] = "ana@correo.example"
    message["Subject"] = subject
    message.set_content("¡Listo! Aquí está tu factura.\nhttp://127.0.0.1:8000/estado/#a.b\n")
    message.add_alternative("<p>¡Listo! <script>alert(1)</script></p>", subtype="html")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename='NCN1_"ñ".pdf')
    return message


@pytest.fixture
def file(tmp_path):
    return tmp_path / "mails.jsonl"


@pytest.fixture
def mails(file) -> Mails:
    return Mails(file)


@pytest.fixture
def web(mails) -> MailboxWeb:
    return MailboxWeb(mails)


@pytest.fixture
def send(mails):
    opened = listen()
    receive_mails(mails, opened)

    def sent(message: EmailMessage, *to: str) -> None:
        with smtplib.SMTP("127.0.0.1", port_of(opened), timeout=10) as smtp:
            smtp.send_message(message, "facturas@facturable.example", to)

    return sent


def get(web: MailboxWeb, path: str, accept: str = "application/json"):
    answer = web(Request("GET", path, {"accept": accept}))
    return answer, dict(answer.headers)


def test_a_mail_is_read_back_with_its_parts(send, web):
    send(mail(), "ana@correo.example", "copia@correo.example")

    answer, headers = get(web, "/")

    [seen] = json.loads(answer.body)
    assert headers["Content-Type"] == "application/json"
    assert set(seen) == {"id", "at", "from", "to", "subject", "text", "html", "attachments"}
    assert seen["from"] == "Facturable <facturas@facturable.example>"
    assert seen["to"] == ["ana@correo.example", "copia@correo.example"]
    assert seen["subject"] == "Tu factura de Casa Ñuu"
    assert seen["text"].startswith("¡Listo! Aquí está tu factura.\nhttp://")
    assert seen["html"].startswith("<p>¡Listo!")
    [attachment] = seen["attachments"]
    assert attachment["name"] == 'NCN1_"ñ".pdf'
    assert attachment["content_type"] == "application/pdf"
    assert base64.b64decode(attachment["content"]) == PDF


def test_mails_are_told_oldest_first(send, web):
    for subject in ("uno", "dos", "tres"):
        send(mail(subject), "ana@correo.example")

    told = json.loads(get(web, "/")[0].body)

    assert [seen["subject"] for seen in told] == ["uno", "dos", "tres"]
    assert [seen["at"] for seen in told] == sorted(seen["at"] for seen in told)


def test_a_restart_loses_no_mail(send, web, file):
    send(mail(), "ana@correo.example")

    again = MailboxWeb(Mails(file))

    assert get(again, "/")[0].body == get(web, "/")[0].body


def test_a_line_that_a_crash_tore_takes_no_other_with_it(send, file):
    send(mail("entera"), "ana@correo.example")
    with file.open("a") as torn:
        torn.write('{"id": "half", "subj')

    reopened = Mails(file)
    reopened.keep({"id": "next", "subject": "siguiente"})

    assert [seen["subject"] for seen in Mails(file).all()] == ["entera", "siguiente"]


def test_fifty_mails_at_once_are_all_kept(send, web):
    senders = [
        threading.Thread(target=send, args=(mail(str(number)), "ana@correo.example"))
        for number in range(50)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    told = json.loads(get(web, "/")[0].body)

    assert sorted(int(seen["subject"]) for seen in told) == list(range(50))


def test_a_person_sees_a_page_where_nothing_runs(send, web):
    send(mail("<b>asunto</b>"), "ana@correo.example")

    listed, headers = get(web, "/", "text/html,*/*")

    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "&lt;b&gt;asunto&lt;/b&gt;" in listed.body.decode()


def test_a_mail_of_html_is_shown_in_a_frame_without_rights(send, web, mails):
    send(mail(), "ana@correo.example")
    mail_id = mails.all()[0]["id"]

    page, _ = get(web, f"/{mail_id}", "text/html")
    framed, headers = get(web, f"/{mail_id}/html", "text/html")

    assert f'<iframe sandbox title="Contenido del correo" src="/{mail_id}/html">' in (
        page.body.decode()
    )
    assert "<script>" not in page.body.decode()
    assert headers["Content-Security-Policy"].endswith("sandbox")
    assert framed.body.decode().startswith("<p>¡Listo!")


def test_an_address_in_a_mail_can_be_followed(send, web, mails):
    send(mail(), "ana@correo.example")

    page, _ = get(web, f"/{mails.all()[0]['id']}", "text/html")

    link = "http://127.0.0.1:8000/estado/#a.b"
    assert f'<a href="{link}">{link}</a>' in page.body.decode()


def test_an_attachment_is_downloaded_under_its_name(send, web, mails):
    send(mail(), "ana@correo.example")
    mail_id = mails.all()[0]["id"]

    answer, headers = get(web, f"/{mail_id}/attachments/0")

    assert answer.body == PDF
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''NCN1_%22%C3%B1%22.pdf"


@pytest.mark.parametrize("path", ["/nobody", "/nobody/html", "/style.css/x", "/a/attachments/9"])
def test_what_there_is_not_is_not_found(web, path):
    assert get(web, path)[0].status == 404


def test_a_mail_has_no_more_attachments_than_it_has(send, web, mails):
    send(mail(), "ana@correo.example")
    mail_id = mails.all()[0]["id"]

    assert get(web, f"/{mail_id}/attachments/1")[0].status == 404
    assert get(web, f"/{mail_id}/attachments/-1")[0].status == 404


def test_nothing_can_be_changed(web):
    assert web(Request("DELETE", "/", {})).status == 405
