/** A form of the account from its button to its answer. Where the session ended meanwhile, what was typed stays. */

import { clearErrors, onSubmit, showErrors } from "./form.js";
import { stamp } from "./page.js";
import { errorsOnFailure } from "./problems.js";
import { isEnded, noteSignedIn } from "./session.js";

/**
 * @param {HTMLFormElement} form on a page with the template "session-ended"
 * @param {object} steps
 * @param {() => FieldError[] | Promise<FieldError[]>} [steps.check] what is wrong before anything is sent
 * @param {() => Promise<void>} steps.send
 */
export function setUpAccountForm(form, { check = () => [], send }) {
  onSubmit(form, async () => {
    clearForm(form);
    const errors = await check();
    if (errors.length > 0) return showErrors(form, errors);
    try {
      await send();
    } catch (failure) {
      if (isEnded(failure)) tellEnded(form);
      else showErrors(form, errorsOnFailure(failure));
    }
  });
}

/** Takes away whatever was said of the last try. @param {HTMLFormElement} form */
export function clearForm(form) {
  clearErrors(form);
  form.querySelector("[data-ended]")?.remove();
}

/** Signing in again goes on in another tab; then the same button works. @param {HTMLFormElement} form */
function tellEnded(form) {
  noteSignedIn(false);
  const notice = stamp("session-ended");
  form.prepend(notice);
  notice.focus();
}
