"""Choosing a password, and proving the one that stands."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chalicelib.api.schemas.captcha import Captcha
from chalicelib.api.schemas.shared import Body

LONGEST_TYPED = 1_024
"""Characters as they come: NFKC makes of them the 128 that the policy allows, or more."""

Password = Annotated[str, Field(min_length=1, max_length=LONGEST_TYPED)]
"""Never stripped and never cut (ASVS 6.2.8): blanks and every other character count."""


class PasswordChange(Body):
    """A new password; whoever came by a temporary one needs no current one."""

    current_password: Password | None = None
    new_password: Password
    captcha: Captcha = None
