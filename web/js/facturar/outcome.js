/** When a ticket cannot be invoiced now: why, and the way on. Never a dead end. */

import { day } from "../format.js";
import { firstText, text } from "../messages.js";
import { element, fill, stamp } from "../page.js";
import { sentenceOf } from "../problems.js";

/** @param {CheckedTicket} sale */
export function mayInvoice({ can }) {
  return can.includes("invoice") || can.includes("late");
}

/** @param {CheckedTicket} sale @param {Branch | null} branch @returns {Outcome} */
export function saleOutcome({ status, deadline, can }, branch) {
  const params = { deadline: day(deadline, branch?.timezone), branch: branch?.name ?? "" };
  return {
    title: firstText([`ticket.${status}.title`, "ticket.other.title"]),
    text: firstText([`ticket.${status}.text`, "ticket.other.text"], params),
    lookup: can.includes("lookup"),
    store: can.includes("ask_store") ? branch : null,
  };
}

/**
 * @param {ApiProblem} problem a conflict over the ticket
 * @param {Branch | null} branch
 * @returns {Outcome}
 */
export function conflictOutcome(problem, branch) {
  return {
    title: firstText([`problem.${problem.code}.title`, "problem.other.title"]),
    text: sentenceOf(problem),
    folio: problem.body.help_folio,
    lookup: problem.code !== "ticket_expired",
    store: branch,
  };
}

/** @param {HTMLFormElement} form @param {Outcome} outcome */
export function showOutcome(form, outcome) {
  clearOutcome(form);
  const panel = stamp("outcome");
  fill(panel, { title: outcome.title, text: outcome.text, folio: outcome.folio });
  element(panel, "[data-lookup]").hidden = !outcome.lookup;
  if (outcome.store) showStore(element(panel, "[data-store]"), outcome.store);
  form.prepend(panel);
  panel.focus();
}

/** @param {HTMLFormElement} form */
export function clearOutcome(form) {
  form.querySelector(".outcome")?.remove();
}

/** @param {HTMLElement} place @param {Branch} branch */
function showStore(place, branch) {
  place.hidden = false;
  const store = text("store.name", { brand: branch.brand.name, branch: branch.name });
  fill(place, { store, phone: branch.phone, email: branch.email, hours: branch.hours });
  if (branch.phone) element(place, "[data-phone]").setAttribute("href", `tel:${branch.phone.replace(/\s/g, "")}`);
  if (branch.email) element(place, "[data-email]").setAttribute("href", `mailto:${branch.email}`);
}
