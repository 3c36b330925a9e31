/** "Enviar por correo": to whom, in a window over the list. */

import { clearForm, setUpAccountForm } from "../../account-form.js";
import { post } from "../../api.js";
import { emailErrors, readEmails, setUpEmails, writeEmails } from "../../email-fields.js";
import { insistVisibly } from "../../insist.js";
import { fieldText, text } from "../../messages.js";
import { fill, find } from "../../page.js";

/**
 * @param {Account} account
 * @param {Profile[]} profiles whose addresses are proposed
 * @returns {(invoice: Invoice) => Promise<string>} opens it, and tells once closed what came of it
 */
export function setUpMailWindow(account, profiles) {
  const dialog = find(document, "dialog[data-mail-window]", HTMLDialogElement);
  const form = find(dialog, "form", HTMLFormElement);
  let id = "";
  let came = "";
  setUpEmails(form);
  for (const button of form.querySelectorAll("[data-close]")) button.addEventListener("click", () => dialog.close());
  setUpAccountForm(form, {
    check: () => (readEmails(form).length > 0 ? emailErrors(form) : [missing()]),
    async send() {
      const emails = readEmails(form);
      await insistVisibly(() => post(`/v1/invoices/${encodeURIComponent(id)}/emails`, { emails }));
      came = text("mail.on_its_way", { to: emails.join(", ") });
      dialog.close();
    },
  });

  return (invoice) => {
    id = invoice.id;
    came = "";
    clearForm(form);
    const profile = profiles.find(({ rfc }) => rfc === invoice.receptor?.rfc);
    writeEmails(form, profile?.emails.length ? profile.emails : [account.email]);
    fill(dialog, { whose: invoice.receptor?.name, what: invoice.tickets[0]?.ticket_number });
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => resolve(came), { once: true }));
  };
}

/** @returns {FieldError} */
function missing() {
  return { field: "emails", message: fieldText("required", "emails") };
}
