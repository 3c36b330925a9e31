/** The fields of the fiscal data, as SAT has them. Proposals are offered with a button, never taken silently. */

import { setValue, valueOf } from "./form.js";
import { fieldText } from "./messages.js";
import { element, fill, fillSelect, find } from "./page.js";
import { checkReceptor, nameProposal, usoProposal } from "./receptor-check.js";
import { normalizePostalCode, postalCodeProblem } from "./rules/postal-code.js";
import { normalizeRfc } from "./rules/rfc.js";
import { fieldOf } from "./rules/steps.js";

const PAUSE_MS = 400;

/**
 * @param {HTMLFormElement} form whose RFC may be asked elsewhere
 * @param {FiscalData} data
 */
export function setUpFiscalFields(form, data) {
  const regimen = find(form, '[name="regimen_fiscal"]', HTMLSelectElement);
  const uso = find(form, '[name="uso_cfdi"]', HTMLSelectElement);
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  form.addEventListener("input", () => {
    read();
    offer();
    clearTimeout(pause);
    pause = setTimeout(propose, PAUSE_MS);
  });
  for (const button of form.querySelectorAll("[data-use]")) {
    button.addEventListener("click", () => use(button.getAttribute("data-use") ?? ""));
  }

  return {
    write() {
      for (const [name, value] of Object.entries(data.receptor)) setValue(form, name, value);
      offer();
      showProposals();
    },
    /** Takes what is in the fields, and judges it. @returns {Promise<FieldError[]>} */
    async judge() {
      read();
      const missing = missingIn(data);
      return missing.length > 0 ? missing : refusalsIn(await check());
    },
  };

  function offer() {
    element(form, "[data-foreign]").hidden = !data.isForeign;
    element(form, "[data-mexican]").hidden = data.isForeign;
    fillSelect(regimen, data.regimenes, data.receptor.regimen_fiscal);
    data.receptor.regimen_fiscal = regimen.value;
    fillSelect(uso, data.usos, data.usoCfdi);
    data.usoCfdi = uso.value;
  }

  function read() {
    if (form.elements.namedItem("rfc")) data.receptor.rfc = normalizeRfc(valueOf(form, "rfc"));
    data.receptor.name = valueOf(form, "name");
    data.receptor.postal_code = normalizePostalCode(valueOf(form, "postal_code"));
    data.receptor.regimen_fiscal = regimen.value;
    data.usoCfdi = uso.value;
  }

  async function check() {
    asked += 1;
    const mine = asked;
    const found = await checkReceptor(data);
    if (found && mine === asked) data.suggested = found.suggested;
    return found;
  }

  /** Nothing may move under a finger that is already pressing a button. */
  async function propose() {
    await check();
    if (!form.querySelector("button:active")) showProposals();
  }

  function showProposals() {
    fill(form, { nameProposal: nameProposal(data), usoProposal: usoProposal(data) });
  }

  /** @param {string} field */
  function use(field) {
    const value = field === "name" ? data.suggested?.name : data.suggested?.uso_cfdi;
    setValue(form, field, value ?? "");
    read();
    showProposals();
    element(form, `[name="${field}"]`).focus();
  }
}

/** @param {FiscalData} data @returns {FieldError[]} */
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
