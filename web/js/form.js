/** What a form does with wrong input: a summary that takes focus, and the same words at the field. */

import { stamp } from "./page.js";

const title = document.title;

/** @param {HTMLFormElement} form @param {string} name */
export function valueOf(form, name) {
  const control = form.elements.namedItem(name);
  return control && "value" in control ? String(control.value).trim() : "";
}

/** As typed: blanks belong to a password. @param {HTMLFormElement} form @param {string} name */
export function secretOf(form, name) {
  const control = form.elements.namedItem(name);
  return control instanceof HTMLInputElement ? control.value : "";
}

/** Of a group of radios. @param {HTMLFormElement} form @param {string} name */
export function chosenValue(form, name) {
  return form.querySelector(`[name="${name}"]:checked`)?.getAttribute("value") ?? "";
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
export function setValue(form, name, value) {
  const control = form.elements.namedItem(name);
  if (control && "value" in control) control.value = value;
}

/**
 * @param {HTMLFormElement} form
 * @param {FieldError[]} errors at least one
 */
export function showErrors(form, errors) {
  clearErrors(form);
  document.querySelector(".error-summary")?.remove(); // another form's: one is enough
  for (const error of errors) markField(form, error);
  const summary = stamp("error-summary");
  summary.querySelector("ul")?.append(...errors.map((error) => summaryItem(form, error)));
  form.prepend(summary);
  document.title = `Error: ${document.title}`;
  summary.focus();
}

/** @param {HTMLFormElement} form */
export function clearErrors(form) {
  form.querySelector(".error-summary")?.remove();
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  for (const line of form.querySelectorAll("[data-error]")) {
    line.textContent = "";
    line.toggleAttribute("hidden", true);
  }
  document.title = document.title.replace(/^Error: /, "");
}

/** @param {string} [name] of the step, before the page's own title */
export function setTitle(name) {
  document.title = name ? `${name} · ${title}` : title;
}

/** @param {HTMLFormElement} form @param {FieldError} error */
function markField(form, error) {
  const control = controlOf(form, error);
  if (!control) return;
  control.setAttribute("aria-invalid", "true");
  const line = form.querySelector(`[data-error="${error.field}"]`);
  if (!line) return;
  line.textContent = line.textContent || error.message;
  line.toggleAttribute("hidden", false);
}

/** @param {HTMLFormElement} form @param {FieldError} error */
function summaryItem(form, error) {
  const item = document.createElement("li");
  const control = controlOf(form, error);
  if (!control) {
    item.textContent = error.message;
    return item;
  }
  const link = document.createElement("a");
  link.href = `#${control.id}`;
  link.textContent = error.message;
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address belongs to the steps
    control.focus();
    control.scrollIntoView({ block: "center" });
  });
  item.append(link);
  return item;
}

/** @param {HTMLFormElement} form @param {FieldError} error @returns {HTMLElement | null} */
function controlOf(form, { field, place = 0 }) {
  if (!field) return null;
  const controls = form.querySelectorAll(`[name="${field}"]`);
  const control = controls[place] ?? controls[0];
  return control instanceof HTMLElement ? control : null;
}

/**
 * Runs one submission at a time; the button rests only while a request is in flight.
 * @param {HTMLFormElement} form
 * @param {() => Promise<void>} submit
 */
export function onSubmit(form, submit) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    setBusy(form, true);
    try {
      await submit();
    } finally {
      setBusy(form, false);
    }
  });
}

/** @param {HTMLFormElement} form @param {boolean} busy */
function setBusy(form, busy) {
  form.setAttribute("aria-busy", String(busy));
  for (const button of form.querySelectorAll('button[type="submit"]')) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

/** Fields that SAT keeps in capitals show them as one types. */
export function capitalizeAsTyped() {
  document.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.hasAttribute("data-upper")) return;
    const { selectionStart, selectionEnd } = target;
    target.value = target.value.toUpperCase();
    target.setSelectionRange(selectionStart, selectionEnd);
  });
}
