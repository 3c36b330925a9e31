/** The data that prove a ticket: three numbers of the paper, or the one code that some tickets print. */

import { setValue, showErrors, valueOf } from "./form.js";
import { fetched } from "./insist.js";
import { fieldText } from "./messages.js";
import { element } from "./page.js";
import { errorsOnFailure } from "./problems.js";
import { parseAmount } from "./rules/amount.js";
import { normalizeTicketCode, ticketCodeProblem } from "./rules/ticket-code.js";

const NUMBERS = ["order_number", "ticket_number", "total"];
const LONGEST = 40;

/** @param {HTMLFormElement} form holding `[data-by="numbers"]` and `[data-by="code"]` */
export function setUpTicketFields(form) {
  for (const button of form.querySelectorAll("[data-switch-to]")) {
    button.addEventListener("click", () => {
      askBy(form, button.getAttribute("data-switch-to") === "code" ? "code" : "numbers");
      element(form, askedBy(form) === "code" ? '[name="code"]' : '[name="order_number"]').focus();
    });
  }
}

/**
 * "¿Dónde está?" shows it on the store's own ticket; most people never ask.
 * @param {HTMLFormElement} form
 * @param {() => Branch | null} branchOf
 */
export function setUpGuide(form, branchOf) {
  for (const button of form.querySelectorAll("[data-guide]")) {
    button.addEventListener("click", async () => {
      try {
        const { showGuide } = await fetched(() => import("./ticket-guide.js"));
        showGuide(branchOf(), button.getAttribute("data-guide") ?? "");
      } catch (failure) {
        showErrors(form, errorsOnFailure(failure));
      }
    });
  }
}

/** @param {HTMLFormElement} form @param {"numbers" | "code"} way */
export function askBy(form, way) {
  for (const part of form.querySelectorAll("[data-by]")) {
    part.toggleAttribute("hidden", part.getAttribute("data-by") !== way);
  }
}

/** @param {HTMLFormElement} form @returns {"numbers" | "code"} */
export function askedBy(form) {
  return element(form, '[data-by="code"]').hidden ? "numbers" : "code";
}

/** @param {HTMLFormElement} form @param {Draft} draft */
export function writeTicket(form, draft) {
  for (const name of NUMBERS) setValue(form, name, draft[/** @type {"total"} */ (name)] ?? "");
  setValue(form, "code", draft.code ?? "");
  askBy(form, draft.code ? "code" : "numbers");
}

/** As typed, to be kept. @param {HTMLFormElement} form @returns {Draft} */
export function ticketDraft(form) {
  if (askedBy(form) === "code") return { code: valueOf(form, "code") };
  return Object.fromEntries(NUMBERS.map((name) => [name, valueOf(form, name)]));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} branchId
 * @returns {{ ticket: TicketRef, errors: FieldError[] }}
 */
export function readTicket(form, branchId) {
  return askedBy(form) === "code" ? readCode(form) : readNumbers(form, branchId);
}

/** @param {HTMLFormElement} form @returns {{ ticket: TicketRef, errors: FieldError[] }} */
function readCode(form) {
  const code = normalizeTicketCode(valueOf(form, "code"));
  const problem = ticketCodeProblem(code);
  return { ticket: { code }, errors: problem ? [error("code", problem)] : [] };
}

/** @param {HTMLFormElement} form @param {string} branchId @returns {{ ticket: TicketRef, errors: FieldError[] }} */
function readNumbers(form, branchId) {
  const orderNumber = valueOf(form, "order_number");
  const ticketNumber = valueOf(form, "ticket_number");
  const typedTotal = valueOf(form, "total");
  const total = parseAmount(typedTotal);
  const ticket = {
    branch_id: branchId,
    order_number: orderNumber,
    ticket_number: ticketNumber,
    total: total ?? "",
  };
  const errors = [
    ...numberErrors("order_number", orderNumber),
    ...numberErrors("ticket_number", ticketNumber),
    ...(total ? [] : [error("total", typedTotal ? "wrong_format" : "required")]),
  ];
  return { ticket, errors };
}

/** @param {string} field @param {string} typed */
function numberErrors(field, typed) {
  if (!typed) return [error(field, "required")];
  return typed.length > LONGEST ? [error(field, "too_long")] : [];
}

/** @param {string} field @param {string} code @returns {FieldError} */
function error(field, code) {
  return { field, message: fieldText(code, field) };
}
