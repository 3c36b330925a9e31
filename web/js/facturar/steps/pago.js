/** How the sale was paid: SAT counts another form than the real one as an undue practice. */

import { chosenValue } from "../../form.js";
import { fieldText, text } from "../../messages.js";
import { element, fill, find, stamp } from "../../page.js";

/** @type {StepScreen} */
export function pago({ request }, form) {
  return {
    enter() {
      const rows = choices(request).map((forma) => row(forma, request.formaPago));
      element(form, "[data-formas]").replaceChildren(...rows);
      fill(form, { reason: text(reason(request)) });
    },
    async leave() {
      const chosen = chosenValue(form, "forma_pago");
      if (!chosen) return [{ field: "forma_pago", message: fieldText("required", "forma_pago") }];
      request.formaPago = chosen;
      return [];
    },
  };
}

/** @param {InvoiceRequest} request */
function choices({ catalogs, formasPago }) {
  return catalogs.formas_pago.filter(({ code }) => formasPago?.includes(code) ?? true);
}

/** @param {InvoiceRequest} request */
function reason({ formasPago }) {
  return formasPago?.length === 1 ? "payment.fixed" : "payment.choose";
}

/** @param {FormaPago} forma @param {string} chosen */
function row({ code, name }, chosen) {
  const choice = stamp("forma");
  const radio = find(choice, "input", HTMLInputElement);
  radio.id = `forma-${code}`;
  radio.value = code;
  radio.defaultChecked = code === chosen;
  fill(choice, { name, code });
  return choice;
}
