/** `/t#CODE`, the address that tickets print: keeps the code for the wizard and goes there. */

import { saveDraft } from "./draft.js";
import { element } from "./page.js";
import { codeInHash, ticketCodeProblem } from "./rules/ticket-code.js";

const code = codeInHash(location.hash);
if (ticketCodeProblem(code) === null) {
  saveDraft({ code });
  location.replace("/facturar/");
} else {
  element(document, "[data-broken]").hidden = false;
  element(document, "[data-going]").hidden = true;
}
