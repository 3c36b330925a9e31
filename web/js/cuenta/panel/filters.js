/** The form that says which invoices to show. */

import { clearErrors, setValue, showErrors, valueOf } from "../../form.js";
import { fieldText, text } from "../../messages.js";
import { element, find } from "../../page.js";
import { isFiltered, noFilter, wordProblem } from "../../rules/panel-filter.js";

/**
 * @param {HTMLFormElement} form
 * @param {Profile[]} profiles
 * @param {Branch[]} branches
 * @param {(filter: PanelFilter) => void} apply
 */
export function setUpFilters(form, profiles, branches, apply) {
  const period = find(form, '[name="period"]', HTMLSelectElement);
  offer(form, "profile_id", profiles.map(({ id, rfc, name }) => [id, `${rfc} · ${name}`]));
  offer(form, "branch_id", branches.map(({ id, brand, name, city }) => [id, `${brand.name} ${name}, ${city}`]));
  period.addEventListener("change", () => showRange(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearErrors(form);
    const filter = readFilter(form);
    const errors = [...rangeErrors(filter), ...wordErrors(filter)];
    if (errors.length > 0) showErrors(form, errors);
    else apply(filter);
  });
}

/** @param {HTMLFormElement} form @returns {PanelFilter} */
export function readFilter(form) {
  const filter = noFilter();
  for (const name of fields()) filter[name] = valueOf(form, name);
  return filter;
}

/** @param {HTMLFormElement} form @param {PanelFilter} filter */
export function writeFilter(form, filter) {
  clearErrors(form);
  for (const name of fields()) setValue(form, name, filter[name]);
  for (const select of form.querySelectorAll("select")) if (select.selectedIndex < 0) select.value = "";
  showRange(form);
  const place = find(document, "details[data-filters-place]", HTMLDetailsElement);
  if (isFiltered(filter) || matchMedia("(min-width: 40rem)").matches) place.open = true;
}

function fields() {
  return /** @type {(keyof PanelFilter)[]} */ (Object.keys(noFilter()));
}

/** @param {HTMLFormElement} form */
function showRange(form) {
  element(form, "[data-range]").hidden = valueOf(form, "period") !== "rango";
}

/** @param {HTMLFormElement} form @param {string} name @param {string[][]} entries value and words */
function offer(form, name, entries) {
  const select = find(form, `[name="${name}"]`, HTMLSelectElement);
  select.append(...entries.map(([value, words]) => new Option(words, value)));
}

/** @param {PanelFilter} filter @returns {FieldError[]} */
function rangeErrors({ period, from, to }) {
  if (period !== "rango") return [];
  if (!from && !to) return [{ field: "from", message: text("panel.range_missing") }];
  return from && to && to < from ? [{ field: "to", message: fieldText("too_small", "to") }] : [];
}

/** @param {PanelFilter} filter @returns {FieldError[]} */
function wordErrors({ q }) {
  const problem = wordProblem(q);
  if (!problem) return [];
  return [{ field: "q", message: problem === "personal" ? text("panel.q_personal") : fieldText(problem, "q") }];
}
