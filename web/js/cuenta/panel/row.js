/** One invoice of the panel, with what may be done with it. */

import { money, shortDay } from "../../format.js";
import { openFile, whileResting } from "../../invoice-files.js";
import { firstText, text } from "../../messages.js";
import { element, fill, stamp } from "../../page.js";
import { errorsOnFailure } from "../../problems.js";
import { leaveIfEnded } from "../member-page.js";

/**
 * @param {Invoice} invoice
 * @param {"stamped" | "purchased"} by which of its dates is shown
 * @param {(invoice: Invoice) => Promise<string>} askMail tells what came of it
 */
export function invoiceRow(invoice, by, askMail) {
  const row = stamp("invoice");
  row.dataset.phase = invoice.phase;
  fill(row, { ...dates(invoice, by), ...store(invoice), ...holder(invoice) });
  fill(row, { total: invoice.total && money(invoice.total), status: statusOf(invoice) });
  for (const link of row.querySelectorAll("a")) link.setAttribute("href", `/estado/#${invoice.id}`);
  for (const part of row.querySelectorAll("[data-can]")) {
    part.toggleAttribute("hidden", !invoice.can.includes(part.getAttribute("data-can") ?? ""));
  }
  setUpActions(row, invoice, askMail);
  return row;
}

/** @param {HTMLElement} row @param {Invoice} invoice @param {(invoice: Invoice) => Promise<string>} askMail */
function setUpActions(row, invoice, askMail) {
  for (const button of row.querySelectorAll("[data-file]")) {
    const kind = button.getAttribute("data-file") ?? "";
    button.addEventListener("click", () => act(row, button, () => openFile({ id: invoice.id }, kind)));
  }
  element(row, "[data-mail-it]").addEventListener("click", async () => {
    fill(row, { note: await askMail(invoice) });
  });
}

/** @param {HTMLElement} row @param {Element} button @param {() => Promise<void>} action */
async function act(row, button, action) {
  fill(row, { note: "" });
  try {
    await whileResting(button, action);
  } catch (failure) {
    if (!leaveIfEnded(failure)) fill(row, { note: errorsOnFailure(failure)[0].message });
  }
}

/** @param {Invoice} invoice @param {"stamped" | "purchased"} by */
function dates({ stamped_at: stamped, accepted_at: accepted, status_since: since, tickets, branch }, by) {
  const told = by === "purchased" ? tickets[0]?.purchased_at : stamped;
  return {
    date: shortDay(told ?? accepted ?? since, branch?.timezone),
    dateNote: told ? "" : text("panel.date.asked"),
  };
}

/** @param {Invoice} invoice */
function store({ branch, tickets, serie, folio }) {
  const numbers = tickets.map((ticket) => ticket.ticket_number).filter(Boolean).join(", ");
  return {
    store: branch ? text("store.name", { brand: branch.brand, branch: branch.name }) : "",
    ticket: numbers,
    folio: [serie, folio].filter(Boolean).join(" "),
    of: numbers ? text("panel.of_ticket", { numbers }) : "",
  };
}

/** @param {Invoice} invoice */
function holder({ receptor }) {
  return { rfc: receptor?.rfc, name: receptor?.name };
}

/** @param {Invoice} invoice */
function statusOf({ status, phase }) {
  return firstText([`panel.status.${status}`, `panel.phase.${phase}`]);
}
