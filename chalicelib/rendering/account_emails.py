"""The mails about an account: why it comes, what to do, until when, and what if it was not you.

None brings an RFC, none loads anything from elsewhere, and a secret stands in a
link's fragment only, which no server and no log sees. The words are in
`emails/<kind>/`; the HTML bodies share one frame.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from chalicelib.catalogs.timezones import zone
from chalicelib.domain.account import MAILED_TOKEN_LIFE, TEMPORARY_LIFE
from chalicelib.rendering import es_mx
from chalicelib.rendering.email import Email
from chalicelib.rendering.templates import email_template, one_line

if TYPE_CHECKING:
    from datetime import datetime

SENDER = "Facturable"
CENTRAL = "America/Mexico_City"

# Anybody may have a mail sent to anybody under a name of his choosing: what is no
# plain name (an address, a link, a sentence with a price) is not repeated.
_PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+|\. [^\W\d_]+){0,7}\.?")
_LONGEST_NAME = 60


def confirmation_email(to: str, name: str, url: str) -> Email:
    """Ask a new owner to confirm that the address is his; `url` bears the token in its fragment."""
    return _email("confirmation", to, name, url=url, hours=_hours(MAILED_TOKEN_LIFE))


def already_registered_email(to: str, name: str, sign_in_url: str, recovery_url: str) -> Email:
    """Tell the owner of an account that somebody wanted to open another one with his address."""
    return _email(
        "already_registered", to, name, sign_in_url=sign_in_url, recovery_url=recovery_url
    )


def temporary_password_email(to: str, name: str, password: str, sign_in_url: str) -> Email:
    """Bring a temporary password, written XXXX-XXXX-XXXX-XXXX (security: ASVS 6.4.1)."""
    return _email(
        "temporary_password",
        to,
        name,
        password=password,
        sign_in_url=sign_in_url,
        minutes=str(TEMPORARY_LIFE // timedelta(minutes=1)),
    )


def password_changed_email(to: str, name: str, at: datetime, recovery_url: str) -> Email:
    """Tell that the password changed, and what to do if it was somebody else (ASVS 6.3.7)."""
    return _email("password_changed", to, name, at=_central(at), recovery_url=recovery_url)


def email_change_email(to: str, name: str, url: str) -> Email:
    """Ask at a new address whether it is to be the account's; `url` as in `confirmation_email`."""
    return _email("email_change", to, name, url=url, hours=_hours(MAILED_TOKEN_LIFE))


def email_changed_email(to_old: str, name: str, new_address_masked: str, at: datetime) -> Email:
    """Tell the former address that another one has taken its place (ASVS 6.3.7)."""
    return _email("email_changed", to_old, name, new=new_address_masked, at=_central(at))


def address_taken_email(to: str, sign_in_url: str, recovery_url: str) -> Email:
    """Tell the owner of an account that somebody wanted his address for another account."""
    return _email("address_taken", to, "", sign_in_url=sign_in_url, recovery_url=recovery_url)


def account_closed_email(to: str, name: str) -> Email:
    """Tell that the account is gone, and what the tax law makes us keep: the last mail."""
    return _email("account_closed", to, name)


def _email(kind: str, to: str, name: str, **values: str) -> Email:
    values["greeting"] = f"Hola, {one_line(name)}:" if _is_plain(name) else "Hola:"
    subject = one_line(email_template(f"{kind}/subject.txt").filled(values))
    content = email_template(f"{kind}/body.html").filled(values)
    frame = email_template("account_frame.html")
    return Email(
        to=to,
        subject=subject,
        text=email_template(f"{kind}/body.txt").filled(values),
        html=frame.filled({"title": subject, "sender": SENDER, "content": content}),
        attachments=(),
        sender_name=SENDER,
    )


def _is_plain(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and _PLAIN_NAME.fullmatch(one_line(name)) is not None


def _central(moment: datetime) -> str:
    """Write a moment by the clock of most of the country, and say so."""
    return f"{es_mx.date_and_minute(moment.astimezone(zone(CENTRAL)))} (hora del centro)"


def _hours(life: timedelta) -> str:
    return str(life // timedelta(hours=1))
