/** A form of access from its button to its answer: what is wrong is said at the form, the rest is another screen's. */

import { clearErrors, onSubmit, showErrors } from "../form.js";
import { errorsOnFailure } from "../problems.js";

/**
 * @param {HTMLFormElement} form
 * @param {object} steps
 * @param {() => FieldError[]} [steps.check] what is wrong before anything is sent
 * @param {() => Promise<void>} steps.send
 * @param {(failure: unknown) => boolean} [steps.turn] takes a failure that leads to another screen
 */
export function setUpSending(form, { check = () => [], send, turn = () => false }) {
  onSubmit(form, async () => {
    clearErrors(form);
    const errors = check();
    if (errors.length > 0) return showErrors(form, errors);
    try {
      await send();
    } catch (failure) {
      if (!turn(failure)) showErrors(form, errorsOnFailure(failure));
    }
  });
}
