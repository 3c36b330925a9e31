/** The one button that counts: the same request until somebody answers, then on to the status page. */

import { ApiProblem, isRefused, post } from "../api.js";
import { insistProving } from "../captcha-asked.js";
import { clearDraft } from "../draft.js";
import { fetched } from "../insist.js";
import { goToStatus } from "../status-link.js";
import { conflictOutcome, showOutcome } from "./outcome.js";

/**
 * @param {InvoiceRequest} request
 * @param {HTMLFormElement} form
 * @returns {Promise<null>} null: the page moves on, or says why the ticket is not free
 * @throws {ApiProblem} when some datum is wrong
 */
export async function send(request, form) {
  try {
    const answer = await insistProving((captcha) =>
      post("/v1/invoices", { ...request.toBody(), captcha }),
    );
    clearDraft();
    await rememberIfAsked(request);
    goToStatus(answer);
  } catch (failure) {
    learnFormasPago(request, failure);
    if (!isAboutTheTicket(failure)) throw failure;
    showOutcome(form, conflictOutcome(failure, request.branch));
  }
  return null;
}

/** A courtesy: the factura is on its way with or without it. @param {InvoiceRequest} request */
async function rememberIfAsked(request) {
  if (!request.remember || request.isMember) return;
  try {
    const { remember } = await fetched(() => import("./remembered.js"));
    await remember(request);
  } catch (failure) {
    if (!isRefused(failure)) throw failure;
  }
}

/** @param {unknown} failure @returns {failure is ApiProblem} */
function isAboutTheTicket(failure) {
  return failure instanceof ApiProblem && failure.status === 409;
}

/** A refused form of payment comes with those that the sale allows. @param {InvoiceRequest} request @param {unknown} failure */
function learnFormasPago(request, failure) {
  if (!(failure instanceof ApiProblem)) return;
  const refused = failure.fields.find(({ code }) => code === "forma_pago_differs_from_sale");
  if (Array.isArray(refused?.params?.allowed)) request.formasPago = refused.params.allowed;
}
