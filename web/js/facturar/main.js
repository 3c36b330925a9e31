/** Opens the wizard: with the ticket of a deep link, with what the tab still keeps, or empty. */

import { ApiProblem, get, isRefused } from "../api.js";
import { loadBranches } from "../branches.js";
import { clearDraft, isRemembered, loadDraft } from "../draft.js";
import { capitalizeAsTyped } from "../form.js";
import { fetched, insistVisibly } from "../insist.js";
import { loadMessages } from "../messages.js";
import { offerReload, showOnly } from "../page.js";
import { stepNamed } from "../rules/steps.js";
import { normalizeTicketCode } from "../rules/ticket-code.js";
import { isHinted } from "../session-hint.js";
import { mayInvoice, saleOutcome, showOutcome } from "./outcome.js";
import { InvoiceRequest } from "./request.js";
import { prove } from "./steps/ticket.js";
import { Wizard, formOf } from "./wizard.js";

async function open() {
  const [branches, catalogs, known] = await insistVisibly(() =>
    Promise.all([loadBranches(), get("/v1/catalogs"), loadKnown(), loadMessages()]),
  );
  const request = new InvoiceRequest(catalogs);
  const { branch_id: branchId, profile_id: profileId, ...typed } = loadDraft();
  const extras = known && (await insistVisibly(() => known.introduce(request, profileId)));
  const wizard = new Wizard(request, branches, extras ?? {});
  const branch = branches.find(({ id }) => id === branchId);
  request.typed = typed;
  if (branch) request.choose(branch);
  extras?.ready?.(wizard);
  if (typed.code && !branch) await openWithCode(wizard, normalizeTicketCode(typed.code));
  else wizard.start(stepNamed(location.hash.slice(1)) ?? "sucursal"); // a reload goes on
}

/** Guests whom nothing is kept of need none of it. */
async function loadKnown() {
  return isHinted() || isRemembered() ? fetched(() => import("./known.js")) : null;
}

/** @param {Wizard} wizard @param {string} code of a deep link */
async function openWithCode(wizard, code) {
  try {
    const sale = await prove(wizard.request, wizard.branches, { code });
    wizard.start(mayInvoice(sale) ? "rfc" : "sucursal");
    if (!mayInvoice(sale)) showOutcome(formOf(wizard.current), saleOutcome(sale, wizard.request.branch));
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure;
    wizard.request.typed = {};
    clearDraft();
    wizard.start("sucursal");
    wizard.tell(wizard.errorsOnFailure(failure).map(({ message }) => ({ field: "", message })));
  }
}

offerReload();
capitalizeAsTyped();
try {
  await open();
} catch (failure) {
  if (!isRefused(failure)) throw failure;
  showOnly('[data-state="failed"]');
}
