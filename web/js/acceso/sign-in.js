/** Coming in by e-mail or RFC, and on to where one was; a temporary password leads to its change only. */

import { setUpAccountMenu } from "../account-menu.js";
import { post } from "../api.js";
import { FormCaptcha } from "../form-captcha.js";
import { secretOf, showErrors, valueOf } from "../form.js";
import { insistVisibly } from "../insist.js";
import { text } from "../messages.js";
import { find } from "../page.js";
import { takeReturnPath } from "../return-path.js";
import { isEnded, noteSignedIn } from "../session.js";
import { askNewPassword } from "./passwords.js";
import { formOf } from "./screens.js";
import { setUpSending } from "./sending.js";
import { missing } from "./typed.js";

export function setUpSignIn() {
  const form = formOf("entrar");
  const captcha = new FormCaptcha(form, "login");
  setUpSending(form, {
    check: () => [...missing(form, "login"), ...missing(form, "password")],
    async send() {
      const told = credentialsIn(form);
      /** @type {SessionAnswer} */
      const { scope } = await captcha.sendAsked((captcha) =>
        insistVisibly(() => post("/v1/sessions", { ...told, captcha })),
      );
      await enter(scope, told.login);
      form.reset();
    },
    turn(failure) {
      if (!isEnded(failure)) return false;
      showErrors(form, [{ field: "login", message: text("problem.wrong_credentials") }]);
      return true;
    },
  });
}

/** @param {HTMLFormElement} form */
function credentialsIn(form) {
  return {
    login: valueOf(form, "login"),
    password: secretOf(form, "password"),
    cookie: true,
    remember: find(form, '[name="remember"]', HTMLInputElement).checked,
  };
}

/** @param {Scope} scope @param {string} login */
async function enter(scope, login) {
  noteSignedIn(true);
  if (scope === "full") return location.assign(takeReturnPath());
  await setUpAccountMenu();
  askNewPassword(login);
}
