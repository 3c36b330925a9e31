/** "Ya la pedí: ver mi factura": the ticket and the RFC open the invoice's page again. */

import { isRefused, post } from "./api.js";
import { insistProving } from "./captcha-asked.js";
import { loadBranches } from "./branches.js";
import { insistVisibly } from "./insist.js";
import { loadDraft, rememberedBranch } from "./draft.js";
import { capitalizeAsTyped, clearErrors, onSubmit, showErrors, valueOf } from "./form.js";
import { fieldText, loadMessages } from "./messages.js";
import { find, offerReload, showOnly } from "./page.js";
import { errorsOnFailure } from "./problems.js";
import { normalizeRfc, rfcProblem } from "./rules/rfc.js";
import { goToStatus } from "./status-link.js";
import { askedBy, readTicket, setUpGuide, setUpTicketFields, writeTicket } from "./ticket-fields.js";

const form = find(document, "form[data-lookup]", HTMLFormElement);

/** @type {Branch[]} */
let branches = [];

async function open() {
  [branches] = await insistVisibly(() => Promise.all([loadBranches(), loadMessages()]));
  const draft = loadDraft();
  listBranches(draft.branch_id ?? rememberedBranch() ?? "");
  writeTicket(form, draft);
  showOnly('[data-state="form"]');
}

/** @param {string} chosen */
function listBranches(chosen) {
  const select = find(form, '[name="branch_id"]', HTMLSelectElement);
  const options = branches.map(
    ({ id, brand, name, city }) => new Option(`${brand.name} ${name}, ${city}`, id),
  );
  select.append(...options);
  if (branches.some(({ id }) => id === chosen)) select.value = chosen;
}

async function lookUp() {
  clearErrors(form);
  const { ticket, errors } = readTicket(form, valueOf(form, "branch_id"));
  const wrong = [...branchErrors(), ...errors, ...rfcErrors()];
  if (wrong.length > 0) return showErrors(form, wrong);
  const body = { ...ticket, rfc: normalizeRfc(valueOf(form, "rfc")) };
  try {
    const lookUpWith = (/** @type {string | undefined} */ captcha) =>
      post("/v1/invoice-lookups", { ...body, captcha });
    goToStatus(await insistProving(lookUpWith));
  } catch (failure) {
    showErrors(form, errorsOnFailure(failure, { proof: "rfc" }));
  }
}

function branchErrors() {
  if (askedBy(form) === "code" || valueOf(form, "branch_id")) return [];
  return [{ field: "branch_id", message: fieldText("required", "branch_id") }];
}

function rfcErrors() {
  const problem = rfcProblem(normalizeRfc(valueOf(form, "rfc")));
  return problem ? [{ field: "rfc", message: fieldText(problem, "rfc") }] : [];
}

setUpTicketFields(form);
setUpGuide(form, () => branches.find(({ id }) => id === valueOf(form, "branch_id")) ?? null);
capitalizeAsTyped();
onSubmit(form, lookUp);
offerReload();
try {
  await open();
} catch (failure) {
  if (!isRefused(failure)) throw failure;
  showOnly('[data-state="failed"]');
}
