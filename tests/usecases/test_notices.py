from __future__ import annotations

import pytest

from chalicelib.domain.account_job import JobKind
from tests.usecases.people import OLIVIA

NAME, EMAIL, _ = OLIVIA


@pytest.mark.parametrize(
    ("notice", "data", "subject", "words"),
    [
        (
            "password_changed",
            {},
            "Tu contraseña cambió",
            ["12:00", "https://facturas.example/acceso/#recuperar"],
        ),
        (
            "email_changed",
            {"new": "e***@correo.example"},
            "Cambió el correo de tu cuenta",
            ["12:00", "e***@correo.example"],
        ),
        ("account_closed", {}, "Eliminamos tu cuenta", []),
    ],
)
def test_the_owner_is_told_what_happened_and_when(account_world, notice, data, subject, words):
    account_world.job_desk.order(JobKind.NOTIFY, notice=notice, to=EMAIL, name=NAME, **data)
    account_world.clock.passes(hours=2)  # the time of the change is told, not the mail's
    account_world.work()

    [mail] = account_world.mailer.sent
    assert (mail.to, mail.subject) == (EMAIL, subject)
    assert [word for word in words if word not in mail.text] == []


def test_every_change_is_told(account_world):
    for _ in range(5):
        account_world.job_desk.order(JobKind.NOTIFY, notice="password_changed", to=EMAIL, name=NAME)
    account_world.work()

    assert len(account_world.mailer.sent) == 5
