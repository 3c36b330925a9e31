/** Registering, and asking again for the mail that confirms it. Every answer is the same, whoever is known. */

import { post } from "../api.js";
import { FormCaptcha } from "../form-captcha.js";
import { secretOf, valueOf } from "../form.js";
import { insistVisibly } from "../insist.js";
import { text } from "../messages.js";
import { element, fill } from "../page.js";
import { maskEmail } from "../rules/mask.js";
import { formOf, go } from "./screens.js";
import { setUpSending } from "./sending.js";
import { emailErrors, emailOf, newPasswordErrors } from "./typed.js";

let email = ""; // as last registered; in memory only

export function setUpRegistration() {
  setUpForm();
  setUpResendHere();
  setUpResendForm();
}

function setUpForm() {
  const form = formOf("registro");
  const captcha = new FormCaptcha(form, "registration");
  captcha.startOnFocus(form);
  setUpSending(form, {
    check: () => [...nameErrors(form), ...emailErrors(form), ...newPasswordErrors(form, "password")],
    async send() {
      email = emailOf(form);
      const told = { name: valueOf(form, "name"), email, password: secretOf(form, "password") };
      await captcha.send((captcha) => insistVisibly(() => post("/v1/accounts", { ...told, captcha })));
      fill(element(document, '[data-step="registrado"]'), { to: maskEmail(email) });
      element(document, "[data-said]").hidden = true;
      go("registrado");
    },
  });
}

/** @param {HTMLFormElement} form @returns {FieldError[]} */
function nameErrors(form) {
  return valueOf(form, "name") ? [] : [{ field: "name", message: text("access.name_missing") }];
}

/** The button beside the notice knows the address; after a reload it is asked for. */
function setUpResendHere() {
  const form = formOf("reenvio");
  const captcha = new FormCaptcha(form, "confirmation_resend");
  setUpSending(form, {
    async send() {
      if (!email) return go("reenviar");
      element(form, "[data-said]").hidden = true;
      await resend(captcha, email);
      element(form, "[data-said]").hidden = false;
    },
  });
}

function setUpResendForm() {
  const form = formOf("reenviar");
  const captcha = new FormCaptcha(form, "confirmation_resend");
  captcha.startOnFocus(form);
  setUpSending(form, {
    check: () => emailErrors(form),
    async send() {
      await resend(captcha, emailOf(form));
      go("reenviado");
    },
  });
}

/** @param {FormCaptcha} captcha @param {string} to */
function resend(captcha, to) {
  return captcha.send((captcha) =>
    insistVisibly(() => post("/v1/accounts/confirmations/resend", { email: to, captcha })),
  );
}
