/** Recovering a password by a temporary one, and changing it: the temporary one, or that of the account. */

import { setUpAccountMenu } from "../account-menu.js";
import { post, put } from "../api.js";
import { FormCaptcha } from "../form-captcha.js";
import { secretOf, setValue, valueOf } from "../form.js";
import { insistVisibly } from "../insist.js";
import { element, find } from "../page.js";
import { keepReturnPath, takeReturnPath } from "../return-path.js";
import { normalizeRfc, rfcProblem } from "../rules/rfc.js";
import { isEnded, noteSignedIn } from "../session.js";
import { formOf, go, showScreen } from "./screens.js";
import { setUpSending } from "./sending.js";
import { emailErrors, emailOf, missing, newPasswordErrors, wrong } from "./typed.js";

export const CHANGE = "/acceso/#contrasena";

export function setUpPasswords() {
  setUpRecovery();
  setUpChange("contrasena-temporal", "recuperar", "vencida");
  setUpChange("contrasena", "entrar", "terminada");
}

function setUpRecovery() {
  const form = formOf("recuperar");
  const captcha = new FormCaptcha(form, "password_recovery");
  const withoutRfc = find(form, '[name="without_rfc"]', HTMLInputElement);
  captcha.startOnFocus(form);
  withoutRfc.addEventListener("change", () => {
    element(form, "[data-rfc]").hidden = withoutRfc.checked;
  });
  setUpSending(form, {
    check: () => [...(withoutRfc.checked ? [] : rfcErrors(form)), ...emailErrors(form)],
    async send() {
      const rfc = withoutRfc.checked ? undefined : normalizeRfc(valueOf(form, "rfc"));
      const told = { rfc, email: emailOf(form) };
      await captcha.send((captcha) => insistVisibly(() => post("/v1/password-recoveries", { ...told, captcha })));
      go("recuperado");
    },
  });
}

/** @param {HTMLFormElement} form @returns {FieldError[]} */
function rfcErrors(form) {
  return wrong("rfc", rfcProblem(normalizeRfc(valueOf(form, "rfc"))));
}

/**
 * @param {string} name of the screen; that of a temporary password asks for no current one
 * @param {string} other where to go when the session ended meanwhile
 * @param {string} why what is said there
 */
function setUpChange(name, other, why) {
  const form = formOf(name);
  const captcha = new FormCaptcha(form, "login");
  const asksCurrent = form.elements.namedItem("current_password") !== null;
  setUpSending(form, {
    check: () => [
      ...(asksCurrent ? missing(form, "current_password") : []),
      ...newPasswordErrors(form, "new_password"),
    ],
    async send() {
      const current = asksCurrent ? { current_password: secretOf(form, "current_password") } : {};
      const told = { ...current, new_password: secretOf(form, "new_password") };
      await captcha.sendAsked((captcha) =>
        insistVisibly(() => put("/v1/account/password", { ...told, captcha })),
      );
      form.reset();
      await goOn();
    },
    turn(failure) {
      if (!isEnded(failure)) return false;
      noteSignedIn(false);
      if (asksCurrent) keepReturnPath(CHANGE);
      go(other, why);
      return true;
    },
  });
}

/** The session that may do everything begins with the new password. */
async function goOn() {
  noteSignedIn(true);
  const back = takeReturnPath();
  element(document, "[data-onward]").setAttribute("href", back === CHANGE ? takeReturnPath() : back);
  go("contrasena-cambiada");
  await setUpAccountMenu();
}

/** Right after a temporary password: its address is that of every change. @param {string} login */
export function askNewPassword(login) {
  history.pushState(null, "", "#contrasena");
  nameUser("contrasena-temporal", login);
  showScreen("contrasena-temporal");
}

/** For password managers, which keep a new password with its name. @param {string} form @param {string} login */
export function nameUser(form, login) {
  setValue(formOf(form), "username", login);
}
