/** SAT did not take a datum: which one, where it stands in the constancia, and a form with it in focus. */

import { get, post } from "../api.js";
import { insistVisibly } from "../insist.js";
import { clearErrors, onSubmit, showErrors, valueOf } from "../form.js";
import { fieldText, firstText, text } from "../messages.js";
import { element, fill, fillSelect, find, focusOn } from "../page.js";
import { errorsOnFailure } from "../problems.js";
import { correctionOf } from "../rules/correction.js";
import { fieldOf } from "../rules/steps.js";
import { regimenesFor, usosFor } from "../rules/fiscal.js";
import { normalizeRfc, personaOf, rfcProblem } from "../rules/rfc.js";
import { normalizePostalCode, postalCodeProblem } from "../rules/postal-code.js";

const FIELDS = ["rfc", "name", "postal_code", "regimen_fiscal", "uso_cfdi"];

/** When the question on screen was asked: each one is shown, and takes focus, once. */
let askedAt = "";

/** @param {Access} access @param {() => void} followUp */
export function setUpCorrection(access, followUp) {
  const form = formOf();
  onSubmit(form, async () => {
    clearErrors(form);
    const typed = typedIn(form);
    const errors = errorsIn(typed);
    const correction = correctionOf(typed);
    if (errors.length > 0) showErrors(form, errors);
    else if (!correction) showErrors(form, [nothingChanged(form)]);
    else await send(access, form, correction, followUp);
  });
}

/** @param {Invoice} invoice */
export async function showCorrection({ phase, can, status_since: since, problem, receptor }) {
  const asks = phase === "needs_you" && can.includes("correct");
  element(document, "[data-correction]").hidden = !asks;
  if (!asks || askedAt === since) return;
  askedAt = since;
  const field = fieldOf(problem?.field ?? "");
  ask(problem, field);
  fill(formOf(), currentOf(receptor));
  await offerLists(receptor);
  focusOn(formOf().querySelector(`[name="${field}"]`) ?? element(document, "[data-correction] h2"));
}

/** @param {InvoiceProblem | null} problem @param {string} field */
function ask(problem, field) {
  const form = formOf();
  form.reset();
  form.dataset.asks = FIELDS.includes(field) ? field : "";
  for (const row of form.querySelectorAll("[data-of]")) {
    row.toggleAttribute("data-asked", row.getAttribute("data-of") === field);
  }
  fill(element(document, "[data-correction]"), {
    question: firstText([`sat.${problem?.sat_code}`, `problem.${problem?.code}`, "sat.other"]),
    where: field ? firstText([`where.${field}`, "where.other"]) : "",
    sat: problem?.sat_message,
  });
}

/** What was told before, masked as the server gives it. @param {Partial<Receptor> | null} receptor */
function currentOf(receptor) {
  const pairs = FIELDS.map((name) => [`${name}-now`, receptor?.[/** @type {"rfc"} */ (name)]]);
  return Object.fromEntries(
    pairs.map(([key, value]) => [key, value ? text("correction.now", { value }) : ""]),
  );
}

/** @param {Partial<Receptor> | null} receptor */
async function offerLists(receptor) {
  const form = formOf();
  /** @type {Catalogs} */
  const catalogs = await insistVisibly(() => get("/v1/catalogs"));
  const regimen = find(form, '[name="regimen_fiscal"]', HTMLSelectElement);
  const uso = find(form, '[name="uso_cfdi"]', HTMLSelectElement);
  const list = () => {
    const persona = personaOf(normalizeRfc(valueOf(form, "rfc")) || (receptor?.rfc ?? ""));
    const stated = regimen.value || (receptor?.regimen_fiscal ?? "");
    const known = catalogs.regimenes.some(({ code }) => code === stated);
    fillSelect(regimen, regimenesFor(catalogs.regimenes, persona), regimen.value);
    fillSelect(uso, usosFor(catalogs.usos_cfdi, persona, known ? stated : ""), uso.value);
  };
  list();
  form.onchange = list;
}

/** @param {HTMLFormElement} form @returns {Record<string, string>} */
function typedIn(form) {
  return {
    rfc: normalizeRfc(valueOf(form, "rfc")),
    name: valueOf(form, "name"),
    postal_code: normalizePostalCode(valueOf(form, "postal_code")),
    regimen_fiscal: valueOf(form, "regimen_fiscal"),
    uso_cfdi: valueOf(form, "uso_cfdi"),
  };
}

/** @param {Record<string, string>} typed @returns {FieldError[]} */
function errorsIn({ rfc, postal_code: postalCode }) {
  const found = {
    rfc: rfc && rfcProblem(rfc),
    postal_code: postalCode && postalCodeProblem(postalCode),
  };
  return Object.entries(found).flatMap(([field, code]) =>
    code ? [{ field, message: fieldText(code, field) }] : [],
  );
}

/** @param {HTMLFormElement} form @returns {FieldError} */
function nothingChanged(form) {
  return { field: form.dataset.asks || "rfc", message: text("correction.nothing_changed") };
}

/** @param {Access} access @param {HTMLFormElement} form @param {object} correction @param {() => void} followUp */
async function send({ id, token }, form, correction, followUp) {
  const path = `/v1/invoices/${encodeURIComponent(id)}/corrections`;
  try {
    await insistVisibly(() => post(path, correction, { token }));
    followUp();
  } catch (failure) {
    showErrors(form, errorsOnFailure(failure));
  }
}

function formOf() {
  return find(document, "[data-correction] form", HTMLFormElement);
}
