"""Proving tickets within budgets: only wrong data count, and parallel guesses gain nothing.

A ticket's budget is one for every way of asking about it, and is the same for
tickets that do not exist, so that it tells nothing (security 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.domain import money
from chalicelib.domain.budget import TICKET, TICKET_ACCOUNT, TICKET_BRANCH, TICKET_PREFIX
from chalicelib.domain.captcha_action import CaptchaAction
from chalicelib.domain.invoice import Invoice
from chalicelib.domain.ticket import TicketKey
from chalicelib.errors import FieldProblem, Invalid, NotFound
from chalicelib.usecases.budgets import Budgets, Guess, Solved
from chalicelib.usecases.captchas import Given
from chalicelib.usecases.counters import Counted
from chalicelib.usecases.invoicing import Answer, Invoicing, Wanted
from chalicelib.usecases.ticketing import ByCode, Proof, ProvedTicket, Ticketing, TicketNotFound


@dataclass(frozen=True)
class Asker:
    """Who tries: his network, his account if he is signed in, and the captcha that he sent."""

    prefix: str
    account_id: str | None = None
    captcha: Given = None

    @property
    def solved(self) -> Solved:
        """His captcha, for the only action it is good for here."""
        return Solved(CaptchaAction.TICKET, self.captcha)


@dataclass(frozen=True)
class TicketGuarding:
    """Asks the budgets before `ticketing` and `invoicing` compare anything.

    Every method raises, beside what the guarded one raises, CaptchaRequired,
    TooMany, and Unavailable where nobody can count.
    """

    ticketing: Ticketing
    invoicing: Invoicing
    budgets: Budgets

    def prove(self, proof: Proof, asker: Asker) -> ProvedTicket:
        """Return the proved ticket, as `Ticketing.prove` does."""
        guess = _guess(proof, asker)
        with self.budgets.attempt([guess], asker.solved) as attempt:
            try:
                return self.ticketing.prove(proof)
            except TicketNotFound:
                attempt.miss(guess)
                raise

    def look_up(self, proof: Proof, rfc: str, asker: Asker) -> Invoice:
        """Return the invoice of a ticket, as `Invoicing.look_up` does; a wrong RFC is a miss."""
        guess = replace(_guess(proof, asker), evidence=f"{_evidence(proof)}:{rfc}")
        with self.budgets.attempt([guess], asker.solved) as attempt:
            try:
                return self.invoicing.look_up(proof, rfc)
            except NotFound:
                attempt.miss(guess)
                raise

    def request(self, wanted: Wanted, asker: Asker) -> Answer:
        """Answer as `Invoicing.request` does; each ticket that is not found is a miss.

        The tickets are proved here first, so that places are held for a few
        reads only and never while an invoice is written.
        """
        _refuse_named_twice(wanted.proofs)
        guesses = {_guess(proof, asker): proof for proof in wanted.proofs}
        with self.budgets.attempt(list(guesses), asker.solved) as attempt:
            for guess, proof in guesses.items():
                if not self._is_proved(proof):
                    attempt.miss(guess)
        return self.invoicing.request(wanted)

    def _is_proved(self, proof: Proof) -> bool:
        try:
            self.ticketing.prove(proof)
        except TicketNotFound:
            return False
        return True


def _guess(proof: Proof, asker: Asker) -> Guess:
    also = [Counted(TICKET_PREFIX, asker.prefix)]
    if asker.account_id is not None:
        also.append(Counted(TICKET_ACCOUNT, asker.account_id))
    if not isinstance(proof, ByCode):
        also.append(Counted(TICKET_BRANCH, proof.branch_id))
    return Guess(Counted(TICKET, _secret(proof)), tuple(also), _evidence(proof))


def _secret(proof: Proof) -> str:
    """Name what a proof is tried against, whether there is such a ticket or not."""
    if isinstance(proof, ByCode):
        return f"code:{proof.code}"
    return f"key:{TicketKey.typed(proof.branch_id, proof.order_number, proof.ticket_number)}"


def _evidence(proof: Proof) -> str:
    total = "" if isinstance(proof, ByCode) else money.text(proof.total)
    return f"{_secret(proof)}:{total}"


def _refuse_named_twice(proofs: Sequence[Proof]) -> None:
    """Refuse a list that names one ticket twice: with two totals it would be two tries in one."""
    secrets = [_secret(proof) for proof in proofs]
    fields = tuple(
        FieldProblem(f"/tickets/{at}", "ticket_repeated")
        for at, secret in enumerate(secrets)
        if secret in secrets[:at]
    )
    if fields:
        raise Invalid("ticket_repeated", fields=fields)
