/** What was told so far, in the words that the shopper will check. */

import { dayAndTime, money } from "../format.js";
import { text } from "../messages.js";

/** @param {InvoiceRequest} request @returns {Record<string, string>} */
export function summaryOf(request) {
  return { ...store(request), ...purchase(request), ...taxpayer(request) };
}

/** @param {InvoiceRequest} request */
function store({ branch }) {
  if (!branch) return { branch: "", issuer: "" };
  return {
    branch: text("store.name", { brand: branch.brand.name, branch: branch.name }),
    issuer: `${branch.issuer.name} (${branch.issuer.rfc})`,
  };
}

/** @param {InvoiceRequest} request */
function purchase({ branch, ticket, sale, formaPago, catalogs }) {
  const byNumbers = ticket && "order_number" in ticket ? ticket : null;
  return {
    numbers: byNumbers ? `${byNumbers.order_number} / ${byNumbers.ticket_number}` : "",
    code: ticket && "code" in ticket ? ticket.code : "",
    purchased: sale ? dayAndTime(sale.purchased_at, branch?.timezone) : "",
    paid: sale ? money(Number(sale.total) + Number(sale.tip ?? 0)) : "",
    invoice_total: sale ? money(sale.invoice_total) : "",
    forma_pago: named(catalogs.formas_pago, formaPago),
  };
}

/** @param {InvoiceRequest} request */
function taxpayer({ statedReceptor, statedUso, catalogs }) {
  return {
    ...statedReceptor,
    regimen: named(catalogs.regimenes, statedReceptor.regimen_fiscal),
    uso: named(catalogs.usos_cfdi, statedUso),
  };
}

/** @param {{ code: string, name: string }[]} entries @param {string} code */
function named(entries, code) {
  const entry = entries.find((candidate) => candidate.code === code);
  return entry ? `${entry.name} (${entry.code})` : "";
}
