/** The other fiscal data, and whether this phone is to remember them all. */

import { setUpFiscalFields } from "../../fiscal-fields.js";
import { element, find } from "../../page.js";

/** @type {StepScreen} */
export function datos({ request }, form) {
  const fields = setUpFiscalFields(form, request);
  const remember = find(form, '[name="remember"]', HTMLInputElement);
  remember.addEventListener("change", () => {
    request.remember = remember.checked;
  });

  return {
    enter() {
      element(form, "[data-remember]").hidden = request.isMember;
      remember.checked = request.remember;
      fields.write();
    },
    leave: fields.judge,
  };
}
