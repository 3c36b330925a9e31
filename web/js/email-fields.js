/** Up to three addresses, one shown at first. */

import { fieldText } from "./messages.js";
import { find } from "./page.js";
import { emailProblem, normalizeEmail } from "./rules/email.js";

/** @param {HTMLFormElement} form with inputs named "emails" and `[data-add-email]` */
export function setUpEmails(form) {
  const button = find(form, "[data-add-email]", HTMLButtonElement);
  button.addEventListener("click", () => {
    const next = inputs(form).find((input) => rowOf(input).hidden);
    if (!next) return;
    rowOf(next).hidden = false;
    showButton(form);
    next.focus();
  });
}

/** @param {HTMLFormElement} form */
function showButton(form) {
  const isFull = inputs(form).every((input) => !rowOf(input).hidden);
  find(form, "[data-add-email]", HTMLButtonElement).hidden = isFull;
}

/** @param {HTMLFormElement} form @param {string[]} emails */
export function writeEmails(form, emails) {
  inputs(form).forEach((input, place) => {
    input.value = emails[place] ?? "";
    rowOf(input).hidden = place > 0 && !input.value;
  });
  showButton(form);
}

/** @param {HTMLFormElement} form @returns {string[]} */
export function readEmails(form) {
  const typed = inputs(form).map((input) => normalizeEmail(input.value));
  return [...new Set(typed.filter(Boolean))];
}

/** @param {HTMLFormElement} form @returns {FieldError[]} */
export function emailErrors(form) {
  return inputs(form).flatMap((input, place) => {
    const email = normalizeEmail(input.value);
    const problem = email && emailProblem(email);
    return problem ? [{ field: "emails", place, message: fieldText(problem, "emails") }] : [];
  });
}

/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
function inputs(form) {
  return [...form.querySelectorAll('input[name="emails"]')].filter(
    (input) => input instanceof HTMLInputElement,
  );
}

/** @param {HTMLInputElement} input @returns {HTMLElement} */
function rowOf(input) {
  return input.closest("[data-email-row]") ?? input;
}
