/** Deleting the account: what goes and what stays, the password, and good-bye. */

import { clearForm, setUpAccountForm } from "../../account-form.js";
import { del } from "../../api.js";
import { insistProving } from "../../captcha-asked.js";
import { clearDraft } from "../../draft.js";
import { secretOf, setTitle, setValue } from "../../form.js";
import { showAccountMenu } from "../../account-menu.js";
import { element, find, showOnly } from "../../page.js";
import { noteSignedIn } from "../../session.js";
import { passwordErrors } from "./identity.js";

export function setUpClosing() {
  const dialog = find(document, "dialog[data-closing]", HTMLDialogElement);
  const form = find(dialog, "form", HTMLFormElement);
  element(document, "[data-close-account]").addEventListener("click", () => dialog.showModal());
  find(form, "[data-close]", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    clearForm(form);
    setValue(form, "current_password", "");
  });
  setUpAccountForm(form, {
    check: () => passwordErrors(form),
    async send() {
      const current = secretOf(form, "current_password");
      await insistProving((captcha) => del("/v1/account", { current_password: current, captcha }));
      dialog.close();
      await sayGoodbye();
    },
  });
}

async function sayGoodbye() {
  noteSignedIn(false);
  clearDraft();
  await showAccountMenu();
  showOnly('[data-state="goodbye"]');
  const heading = element(document, '[data-state="goodbye"] h1');
  setTitle(heading.textContent ?? "");
  heading.focus();
}
