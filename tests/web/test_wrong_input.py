"""Every wrong input says what to do, at the field and in a summary that takes focus."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.shopper import COMPANY, MISNAMED, PERSON, Shopper, Ticket

pytestmark = [pytest.mark.browser, pytest.mark.system]


def test_nothing_chosen_is_asked_for(shopper: Shopper):
    shopper.opens_the_wizard()

    shopper.next()

    shopper.sees_errors("Elige la tienda donde compraste")


def test_a_wrong_rfc_is_asked_again_and_the_link_leads_to_the_field(
    shopper: Shopper, ticket: Ticket
):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    field = shopper.page.get_by_label("RFC", exact=True)

    field.fill("eku-900317")
    shopper.next()

    shopper.sees_errors("Revisa tu RFC")
    expect(field).to_have_attribute("aria-invalid", "true")
    shopper.page.get_by_role("link", name="Revisa tu RFC").click()
    expect(field).to_be_focused()


def test_a_doubtful_check_digit_warns_and_lets_go_on(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)

    shopper.page.get_by_label("RFC", exact=True).fill("EKU9003173C8")

    expect(shopper.page.get_by_text("el último carácter no es")).to_be_visible()
    shopper.next()
    shopper.heading("Tus datos fiscales")


def test_missing_fiscal_data_are_named_all_at_once(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states_the_rfc(COMPANY.rfc)

    shopper.next()

    shopper.sees_errors(
        "Escribe tu nombre", "Escribe el código postal", "Elige tu régimen", "Elige el uso"
    )


def test_a_postal_code_that_does_not_exist_is_refused_before_the_ticket(
    shopper: Shopper, ticket: Ticket
):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)
    shopper.page.go_back()

    shopper.page.get_by_label("Domicilio fiscal (código postal)").fill("00001")
    shopper.next()

    shopper.sees_errors("Ese código postal no está en la lista del SAT")


def test_the_kind_of_company_is_proposed_away_and_never_taken_silently(
    shopper: Shopper, ticket: Ticket
):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states_the_rfc(COMPANY.rfc)
    name = shopper.page.get_by_label("Nombre o razón social")

    name.fill(f"{COMPANY.name} SA DE CV")
    button = shopper.page.get_by_role("button", name="Usar este nombre")

    expect(button).to_be_visible()
    expect(name).to_have_value(f"{COMPANY.name} SA DE CV")
    button.click()
    expect(name).to_have_value(COMPANY.name)
    expect(button).to_be_hidden()


def test_the_lists_fit_the_person_and_the_regimen(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states_the_rfc(PERSON.rfc)
    regimen = shopper.page.get_by_label("Régimen fiscal")
    uso = shopper.page.get_by_label("Uso de CFDI")

    regimen.select_option("605")

    assert regimen.locator('option[value="601"]').count() == 0
    assert uso.locator('option[value="G03"]').count() == 0
    assert uso.locator('option[value="S01"]').count() == 1


def test_an_unknown_ticket_is_not_found_whichever_datum_is_wrong(shopper: Shopper, ticket: Ticket):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)

    shopper.types(ticket.with_total("1.01"))

    shopper.sees_errors("No encontramos un ticket con esos datos")


def test_a_total_that_is_no_amount_is_told_without_asking_the_server(
    shopper: Shopper, ticket: Ticket
):
    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)

    shopper.types(ticket.with_total("mil pesos"))

    shopper.sees_errors("Escribe el total con números")


def test_a_wrong_address_keeps_the_shopper_on_the_review(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)

    shopper.page.get_by_label("Correo", exact=True).fill("ana@correo")
    shopper.page.get_by_role("button", name="Generar factura").click()

    shopper.sees_errors("Escribe el correo completo")


def test_a_ticket_with_another_rfc_gets_a_help_folio_and_nobodys_data(
    shopper: Shopper, ticket: Ticket
):
    shopper.reaches_the_review(ticket, PERSON)
    page = shopper.page
    first = page.context.request.post(
        "/v1/invoices",
        data={
            "tickets": [ticket.proof()],
            "receptor": {
                "rfc": COMPANY.rfc,
                "name": COMPANY.name,
                "postal_code": COMPANY.postal_code,
                "regimen_fiscal": COMPANY.regimen_fiscal,
            },
            "uso_cfdi": COMPANY.uso_cfdi,
            "forma_pago": page.locator('[name="forma_pago"]:checked').get_attribute("value"),
            "emails": [],
        },
    ).json()
    wait_until_ready(shopper, first)

    page.get_by_role("button", name="Generar factura").click()

    panel = page.get_by_role("group", name="Este ticket ya está facturado")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("Folio de ayuda")
    expect(panel).not_to_contain_text(COMPANY.name)
    expect(panel.get_by_role("link", name="Ya la pedí: ver mi factura")).to_be_visible()


def test_an_invoiced_ticket_leads_to_its_invoice(shopper: Shopper, ticket: Ticket):
    shopper.reaches_the_review(ticket, COMPANY)
    shopper.generates()
    shopper.gets_the_invoice()

    shopper.opens_the_wizard()
    shopper.picks(ticket)
    shopper.states(COMPANY)
    shopper.types(ticket)
    panel = shopper.page.get_by_role("group", name="Este ticket ya está facturado")
    panel.get_by_role("link", name="Ya la pedí: ver mi factura").click()
    shopper.heading("Ver mi factura")
    shopper.page.get_by_label("Número de orden").fill(ticket.order_number)
    shopper.page.get_by_label("Número de ticket").fill(ticket.ticket_number)
    shopper.page.get_by_label("Total", exact=True).fill(ticket.total)
    shopper.page.get_by_label("RFC", exact=True).fill(COMPANY.rfc)
    shopper.page.get_by_role("button", name="Ver mi factura").click()

    shopper.gets_the_invoice()


def test_a_datum_that_sat_refuses_becomes_a_question_with_its_field_in_focus(
    shopper: Shopper, ticket: Ticket
):
    shopper.reaches_the_review(ticket, MISNAMED)
    shopper.generates()
    name = shopper.page.get_by_label("Nombre o razón social")
    expect(name).to_be_focused(timeout=60_000)
    shopper.heading("Necesitamos que corrijas un dato")

    name.fill("ANDREA LOPEZ HERRERA")
    with shopper.page.expect_request("**/corrections") as sent:
        shopper.page.get_by_role("button", name="Generar factura").click()

    assert sent.value.post_data_json == {"receptor": {"name": "ANDREA LOPEZ HERRERA"}}
    shopper.gets_the_invoice()


def wait_until_ready(shopper: Shopper, answer: dict[str, object]) -> None:
    """Watch the first shopper's invoice on a page of its own."""
    invoice = answer["invoice"]
    assert isinstance(invoice, dict)
    watching = shopper.page.context.new_page()
    watching.goto(f"/estado/#{invoice['id']}.{answer['access_token']}")
    Shopper(watching, shopper.branches).gets_the_invoice()
    watching.close()
