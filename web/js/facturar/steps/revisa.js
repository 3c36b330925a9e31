/** Everything once more, each with its way back, before the one button that counts. */

import { emailErrors, readEmails, setUpEmails, writeEmails } from "../../email-fields.js";
import { showLeftOut } from "../../left-out.js";
import { text } from "../../messages.js";
import { element, fill, stamp } from "../../page.js";
import { nameProposal } from "../../receptor-check.js";
import { isCashDeduction } from "../../rules/fiscal.js";
import { summaryOf } from "../summary.js";
import { send } from "../send.js";
import { rfcWarning } from "./rfc.js";

/** @type {StepScreen} */
export function revisa({ request }, form) {
  setUpEmails(form);
  form.addEventListener("input", () => {
    request.emails = readEmails(form);
  });

  return {
    enter() {
      request.goesStraight = true;
      writeEmails(form, request.emails);
      show();
    },
    async leave() {
      const errors = emailErrors(form);
      if (errors.length > 0) return errors;
      return send(request, form);
    },
  };

  function show() {
    fill(form, summaryOf(request));
    showLeftOut(form, request.sale?.not_invoiced ?? []);
    element(form, "[data-advice]").replaceChildren(...advice());
  }

  function advice() {
    const name = nameProposal(request);
    return [
      ...(name ? [notice(name, text("proposal.name.use"), takeName)] : []),
      ...[rfcWarning(request.receptor.rfc), cashWarning()].filter(Boolean).map((words) => notice(words)),
    ];
  }

  function cashWarning() {
    return isCashDeduction(request.usoCfdi, request.formaPago) ? text("advice.cash_deduction") : "";
  }

  function takeName() {
    request.receptor.name = request.suggested?.name ?? request.receptor.name;
    show();
    element(form, "h1").focus();
  }
}

/** @param {string} words @param {string} [label] @param {() => void} [act] */
function notice(words, label, act) {
  const box = stamp("advice");
  fill(box, { advice: words });
  if (label && act) {
    const button = element(box, "button");
    button.hidden = false;
    button.textContent = label;
    button.addEventListener("click", act);
  }
  return box;
}
