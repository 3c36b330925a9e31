/** "Recordar mis datos en este teléfono", for who has no account: the data are the server's to keep, by a cookie. */

import { ApiProblem, del, get, post } from "../api.js";
import { isRemembered, noteRemembered } from "../draft.js";
import { fill, element } from "../page.js";
import { errorsOnFailure } from "../problems.js";

/** @param {InvoiceRequest} request @throws {NoAnswer} */
export async function recall(request) {
  if (!isRemembered()) return;
  try {
    request.take(await get("/v1/remembered-receptor"));
    request.remember = true;
  } catch (failure) {
    if (!(failure instanceof ApiProblem) || failure.status !== 404) throw failure;
    noteRemembered(false);
  }
}

/** @param {InvoiceRequest} request that was accepted */
export async function remember({ receptor, usoCfdi, emails, isForeign }) {
  const { rfc, name } = receptor;
  const told = isForeign ? { receptor: { rfc, name } } : { receptor, uso_cfdi: usoCfdi };
  await post("/v1/remembered-receptor", { ...told, emails });
  noteRemembered(true);
}

/** Says that the data came from here, and offers to forget them. @param {Wizard} wizard */
export function offerToForget(wizard) {
  for (const line of document.querySelectorAll("[data-remembered]")) {
    line.toggleAttribute("hidden", false);
    element(line, "[data-forget]").addEventListener("click", () => forget(wizard));
  }
}

/** @param {Wizard} wizard */
async function forget(wizard) {
  try {
    await del("/v1/remembered-receptor");
  } catch (failure) {
    return fill(document, { notForgotten: errorsOnFailure(failure)[0].message });
  }
  noteRemembered(false);
  wizard.request.take();
  wizard.request.remember = false;
  for (const line of document.querySelectorAll("[data-remembered]")) line.toggleAttribute("hidden", true);
  wizard.go("rfc");
  wizard.refresh();
}
