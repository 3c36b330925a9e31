/** How the account is called, and the e-mail that it is entered with. */

import { setUpAccountForm } from "../../account-form.js";
import { patch, post } from "../../api.js";
import { insistProving } from "../../captcha-asked.js";
import { secretOf, setValue, valueOf } from "../../form.js";
import { dayAndTime } from "../../format.js";
import { insistVisibly } from "../../insist.js";
import { fieldText, text } from "../../messages.js";
import { element, fill, find } from "../../page.js";
import { emailProblem, normalizeEmail } from "../../rules/email.js";

/** @param {Account} account */
export function showAccount({ name, email, email_change: change }) {
  const header = element(document, "[data-member]");
  fill(header, { accountName: name });
  setValue(formOf("name"), "name", name);
  setValue(formOf("email"), "username", email);
  fill(document, {
    email,
    pending: change && text("settings.email_pending", { email: change.email, until: dayAndTime(change.expires_at) }),
  });
}

export function setUpName() {
  const form = formOf("name");
  setUpAccountForm(form, {
    check: () => (valueOf(form, "name") ? [] : [{ field: "name", message: text("access.name_missing") }]),
    async send() {
      fill(form, { done: "" });
      showAccount(await insistVisibly(() => patch("/v1/account", { name: valueOf(form, "name") })));
      fill(form, { done: text("settings.name_saved") });
    },
  });
}

export function setUpEmail() {
  const form = formOf("email");
  setUpAccountForm(form, {
    check: () => [...emailErrors(form), ...passwordErrors(form)],
    async send() {
      fill(form, { done: "" });
      const email = normalizeEmail(valueOf(form, "email"));
      const told = { email, current_password: secretOf(form, "current_password") };
      await insistProving((captcha) => post("/v1/account/email-changes", { ...told, captcha }));
      setValue(form, "email", "");
      setValue(form, "current_password", "");
      fill(form, { done: text("settings.email_asked", { email }) });
    },
  });
}

/** @param {HTMLFormElement} form @returns {FieldError[]} */
function emailErrors(form) {
  const email = normalizeEmail(valueOf(form, "email"));
  const problem = email ? emailProblem(email) : "required";
  return problem ? [{ field: "email", message: fieldText(problem, "email") }] : [];
}

/** @param {HTMLFormElement} form @returns {FieldError[]} */
export function passwordErrors(form) {
  if (secretOf(form, "current_password")) return [];
  return [{ field: "current_password", message: fieldText("required", "current_password") }];
}

/** @param {string} name */
function formOf(name) {
  return find(document, `form[data-form="${name}"]`, HTMLFormElement);
}
