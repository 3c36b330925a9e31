/** What the forms of access ask in the same words, judged before anything is sent. */

import { secretOf, valueOf } from "../form.js";
import { fieldText } from "../messages.js";
import { emailProblem, normalizeEmail } from "../rules/email.js";
import { SHORTEST, passwordProblem } from "../rules/password.js";

/** @param {HTMLFormElement} form */
export function emailOf(form) {
  return normalizeEmail(valueOf(form, "email"));
}

/** @param {HTMLFormElement} form @returns {FieldError[]} */
export function emailErrors(form) {
  const email = emailOf(form);
  return wrong("email", email ? emailProblem(email) : "required");
}

/** @param {HTMLFormElement} form @param {string} field @returns {FieldError[]} */
export function missing(form, field) {
  return wrong(field, secretOf(form, field).trim() ? null : "required");
}

/** @param {HTMLFormElement} form @param {string} field @returns {FieldError[]} */
export function newPasswordErrors(form, field) {
  return wrong(field, passwordProblem(secretOf(form, field)));
}

/** @param {string} field @param {string | null} code @returns {FieldError[]} */
export function wrong(field, code) {
  return code ? [{ field, message: fieldText(code, field, { min: SHORTEST }) }] : [];
}
