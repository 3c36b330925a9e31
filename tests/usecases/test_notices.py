from __future__ import annotations

import pytest

from chalicelib.domain.account_job import JobKind, Notice
from tests.usecases.people import OLIVIA

NAME, EMAIL, _ = OLIVIA


@pytest.mark.parametrize(
    ("notice", "subject", "words"),
    [
        (
            Notice.PASSWORD_CHANGED,
            "Tu contraseña cambió",
            ["12:00", "https://facturas.example/acceso/#recuperar"],
        ),
        (Notice.ACCOUNT_CLOSED, "Eliminamos tu cuenta", []),
    ],
)
def test_the_owner_is_told_what_happened_and_when(account_world, notice, subject, words):
    account_world.job_desk.order(JobKind.NOTIFY, notice=notice, to=EMAIL, name=NAME)
    account_world.clock.passes(hours=2)  # the time of the change is told, not the mail's
    account_world.work()

    [mail] = account_world.mailer.sent
    assert (mail.to, mail.subject) == (EMAIL, subject)
    assert [word for word in words if word not in mail.text] == []


def test_one_reader_is_not_flooded(account_world):
    for _ in range(12):
        account_world.job_desk.order(
            JobKind.NOTIFY, notice=Notice.PASSWORD_CHANGED, to=EMAIL.upper(), name=NAME
        )
    account_world.job_desk.order(JobKind.NOTIFY, notice=Notice.ACCOUNT_CLOSED, to=EMAIL, name=NAME)
    account_world.work()

    subjects = [mail.subject for mail in account_world.mailer.sent]
    assert subjects == ["Tu contraseña cambió"] * 10 + ["Eliminamos tu cuenta"]


def test_every_change_is_told(account_world):
    for _ in range(5):
        account_world.job_desk.order(
            JobKind.NOTIFY, notice=Notice.PASSWORD_CHANGED, to=EMAIL, name=NAME
        )
    account_world.work()

    assert len(account_world.mailer.sent) == 5
