/** What the factura says: amounts, document numbers, and what of the ticket stays out of it. */

import { dayAndTime, money } from "../format.js";
import { showLeftOut } from "../left-out.js";
import { text } from "../messages.js";
import { element, fill } from "../page.js";

/** @param {Invoice} invoice */
export function showDetails(invoice) {
  const root = element(document, "[data-details]");
  root.hidden = invoice.tickets.length === 0; // nothing is told of who lost the ticket to another
  fill(root, { ...documentTexts(invoice), ...requestTexts(invoice), ...amounts(invoice) });
  showLeftOut(root, invoice.not_invoiced);
}

/** @param {Invoice} invoice */
function documentTexts({ uuid, serie, folio, issued_at: issued, stamped_at: stamped, branch }) {
  const timeZone = branch?.timezone;
  return {
    uuid,
    folio: [serie, folio].filter(Boolean).join(" "),
    issued: issued && dayAndTime(issued, timeZone),
    stamped: stamped && dayAndTime(stamped, timeZone),
  };
}

/** @param {Invoice} invoice */
function requestTexts({ branch, tickets, receptor, help_folio: helpFolio, accepted_at: accepted }) {
  const numbers = tickets.map((ticket) => [ticket.order_number, ticket.ticket_number].filter(Boolean).join(" / "));
  return {
    branch: branch && text("store.name", { brand: branch.brand, branch: branch.name }),
    tickets: numbers.filter(Boolean).join(", "),
    rfc: receptor?.rfc,
    name: receptor?.name,
    accepted: accepted && dayAndTime(accepted, branch?.timezone),
    helpFolio,
  };
}

/** @param {Invoice} invoice */
function amounts({ subtotal, discount, total, taxes }) {
  const tax = taxes.reduce((sum, { amount }) => sum + Number(amount ?? 0), 0);
  return {
    subtotal: subtotal && money(subtotal),
    discount: Number(discount) > 0 ? money(discount ?? 0) : "",
    taxes: taxes.length > 0 ? money(tax) : "",
    total: total && money(total),
  };
}
