/** The other fiscal data, as SAT has them. Proposals are offered with a button, never taken silently. */

import { setValue, valueOf } from "../../form.js";
import { fieldText } from "../../messages.js";
import { element, fill, fillSelect, find } from "../../page.js";
import { fieldOf } from "../../rules/steps.js";
import { normalizePostalCode, postalCodeProblem } from "../../rules/postal-code.js";
import { checkReceptor, nameProposal, usoProposal } from "../receptor-check.js";

const PAUSE_MS = 400;

/** @type {StepScreen} */
export function datos({ request }, form) {
  const regimen = find(form, '[name="regimen_fiscal"]', HTMLSelectElement);
  const uso = find(form, '[name="uso_cfdi"]', HTMLSelectElement);
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  form.addEventListener("input", () => {
    read();
    fillSelect(uso, request.usos, uso.value);
    clearTimeout(pause);
    pause = setTimeout(propose, PAUSE_MS);
  });
  for (const button of form.querySelectorAll("[data-use]")) {
    button.addEventListener("click", () => use(button.getAttribute("data-use") ?? ""));
  }

  return {
    enter() {
      element(form, "[data-foreign]").hidden = !request.isForeign;
      element(form, "[data-mexican]").hidden = request.isForeign;
      write();
      showProposals();
    },
    async leave() {
      read();
      const missing = missingIn(request);
      return missing.length > 0 ? missing : refusalsIn(await check());
    },
  };

  function write() {
    setValue(form, "name", request.receptor.name);
    setValue(form, "postal_code", request.receptor.postal_code);
    fillSelect(regimen, request.regimenes, request.receptor.regimen_fiscal);
    fillSelect(uso, request.usos, request.usoCfdi);
  }

  function read() {
    request.receptor.name = valueOf(form, "name");
    request.receptor.postal_code = normalizePostalCode(valueOf(form, "postal_code"));
    request.receptor.regimen_fiscal = regimen.value;
    request.usoCfdi = uso.value;
  }

  async function check() {
    asked += 1;
    const mine = asked;
    const found = await checkReceptor(request);
    if (found && mine === asked) request.suggested = found.suggested;
    return found;
  }

  /** Nothing may move under a finger that is already pressing a button. */
  async function propose() {
    await check();
    if (!form.querySelector("button:active")) showProposals();
  }

  function showProposals() {
    fill(form, { nameProposal: nameProposal(request), usoProposal: usoProposal(request) });
  }

  /** @param {string} field */
  function use(field) {
    const value = field === "name" ? request.suggested?.name : request.suggested?.uso_cfdi;
    setValue(form, field, value ?? "");
    read();
    showProposals();
    element(form, `[name="${field}"]`).focus();
  }
}

/** @param {InvoiceRequest} request @returns {FieldError[]} */
function missingIn({ receptor, usoCfdi, isForeign }) {
  const name = receptor.name ? [] : [wrong("name", "required")];
  if (isForeign) return name;
  const postalCode = postalCodeProblem(receptor.postal_code);
  return [
    ...name,
    ...(postalCode ? [wrong("postal_code", postalCode)] : []),
    ...(receptor.regimen_fiscal ? [] : [wrong("regimen_fiscal", "required")]),
    ...(usoCfdi ? [] : [wrong("uso_cfdi", "required")]),
  ];
}

/** @param {ReceptorCheck | null} found @returns {FieldError[]} */
function refusalsIn(found) {
  const errors = found?.problems.filter(({ severity }) => severity === "error") ?? [];
  return errors.map(({ field, code }) => wrong(fieldOf(field), code));
}

/** @param {string} field @param {string} code @returns {FieldError} */
function wrong(field, code) {
  return { field, message: fieldText(code, field) };
}
