/** Whose factura it is. A failing check digit is worth a question, never a refusal. */

import { setValue, valueOf } from "../../form.js";
import { fieldText, text } from "../../messages.js";
import { element, fill } from "../../page.js";
import { FOREIGN_GENERIC, checkDigitFits, normalizeRfc, rfcProblem } from "../../rules/rfc.js";

/** @type {StepScreen} */
export function rfc({ request }, form) {
  element(form, '[name="rfc"]').addEventListener("input", warn);

  return {
    enter() {
      setValue(form, "rfc", request.receptor.rfc);
      fill(form, { welcome: welcomeFor(request) });
      warn();
    },
    async leave() {
      const typed = normalizeRfc(valueOf(form, "rfc"));
      const problem = rfcProblem(typed);
      if (problem) return [{ field: "rfc", message: fieldText(problem, "rfc") }];
      request.receptor.rfc = typed;
      return [];
    },
  };

  function warn() {
    fill(form, { warning: rfcWarning(normalizeRfc(valueOf(form, "rfc"))) });
  }
}

/** @param {string} typed normalised */
export function rfcWarning(typed) {
  const doubtful = rfcProblem(typed) === null && typed !== FOREIGN_GENERIC && !checkDigitFits(typed);
  return doubtful ? fieldText("check_digit", "rfc") : "";
}

/** What we already know of the ticket. @param {InvoiceRequest} request */
function welcomeFor({ branch, sale, typed, receptor }) {
  if (receptor.rfc || !branch) return "";
  if (sale) return text("wizard.ticket_known", { branch: branch.name });
  return typed.order_number ? text("wizard.ticket_kept", { branch: branch.name }) : "";
}
