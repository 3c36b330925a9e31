/** Everything once more, each with its way back, before the one button that counts. */

import { emailErrors, readEmails, setUpEmails } from "../../email-fields.js";
import { showLeftOut } from "../../left-out.js";
import { text } from "../../messages.js";
import { element, fill, find, stamp } from "../../page.js";
import { isCashDeduction } from "../../rules/fiscal.js";
import { summaryOf } from "../summary.js";
import { nameProposal } from "../receptor-check.js";
import { send } from "../send.js";
import { rfcWarning } from "./rfc.js";

/** @type {StepScreen} */
export function revisa({ request }, form) {
  setUpEmails(form);

  return {
    enter() {
      request.reviewed = true;
      show();
    },
    async leave() {
      const errors = emailErrors(form);
      if (errors.length > 0) return errors;
      request.emails = readEmails(form);
      return send(request, form);
    },
  };

  function show() {
    fill(form, summaryOf(request));
    showLeftOut(form, request.sale?.not_invoiced ?? []);
    element(form, "[data-advice]").replaceChildren(...advice());
    const ours = "/aviso-de-privacidad/";
    find(form, "[data-privacy]", HTMLAnchorElement).href = request.branch?.privacy_notice_url ?? ours;
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
