/** To whom it was sent and how far that got; and sending it again. */

import { post } from "../api.js";
import { insistVisibly } from "../insist.js";
import { emailErrors, readEmails, setUpEmails } from "../email-fields.js";
import { clearErrors, onSubmit, showErrors } from "../form.js";
import { fieldText, firstText, text } from "../messages.js";
import { element, fill, find, stamp } from "../page.js";
import { errorsOnFailure } from "../problems.js";

/** @param {Access} access @param {() => void} followUp */
export function setUpMailForm(access, followUp) {
  const form = find(document, "form[data-mail-form]", HTMLFormElement);
  setUpEmails(form);
  onSubmit(form, async () => {
    clearErrors(form);
    fill(form, { sent: "" });
    const errors = typedErrors(form);
    if (errors.length > 0) showErrors(form, errors);
    else await send(access, form, followUp);
  });
}

/** @param {HTMLFormElement} form */
function typedErrors(form) {
  if (readEmails(form).length > 0) return emailErrors(form);
  return [{ field: "emails", message: fieldText("required", "emails") }];
}

/** @param {Access} access @param {HTMLFormElement} form @param {() => void} followUp */
async function send({ id, token }, form, followUp) {
  const path = `/v1/invoices/${encodeURIComponent(id)}/emails`;
  const emails = readEmails(form);
  try {
    await insistVisibly(() => post(path, { emails }, { token }));
    fill(form, { sent: text("mail.on_its_way", { to: emails.join(", ") }) });
    form.reset();
    followUp();
  } catch (failure) {
    showErrors(form, errorsOnFailure(failure));
  }
}

/** @param {Invoice} invoice */
export function showMail({ mail, can }) {
  find(document, "form[data-mail-form]", HTMLFormElement).hidden = !can.includes("email");
  element(document, "[data-mail]").hidden = mail.length === 0 && !can.includes("email");
  element(document, "[data-mail-list]").replaceChildren(...mail.map(row));
}

/** @param {MailStatus} entry */
function row({ to, status, reason }) {
  const item = stamp("mail");
  const keys = [`mail.${status}.${reason}`, `mail.${status}`, "mail.other"];
  fill(item, { to, status: firstText(keys) });
  item.dataset.status = status;
  return item;
}
