/** The order of the wizard's screens, and on which of them each datum is asked. */

/** @type {StepName[]} */
export const STEPS = ["sucursal", "rfc", "datos", "ticket", "pago", "revisa"];

/** @type {Record<string, StepName>} */
const ASKED_ON = {
  branch_id: "sucursal",
  rfc: "rfc",
  name: "datos",
  postal_code: "datos",
  regimen_fiscal: "datos",
  uso_cfdi: "datos",
  order_number: "ticket",
  ticket_number: "ticket",
  total: "ticket",
  code: "ticket",
  tickets: "ticket",
  forma_pago: "pago",
  emails: "revisa",
};

/** @param {string | null | undefined} name */
export function stepNamed(name) {
  return STEPS.find((step) => step === name);
}

/**
 * The field that a JSON pointer names: "/tickets/0/total" is total, "/emails/1" is emails.
 * @param {string} pointer
 */
export function fieldOf(pointer) {
  const names = pointer.split("/").filter((part) => part && !/^\d+$/.test(part));
  return names[names.length - 1] ?? "";
}

/**
 * @param {string} field
 * @returns {StepName}
 */
export function stepOf(field) {
  return ASKED_ON[field] ?? "revisa";
}

/**
 * Which of several entries a pointer means: "/emails/1" is 1.
 * @param {string} pointer
 */
export function placeOf(pointer) {
  return Number(/\/(\d+)$/.exec(pointer)?.[1] ?? 0);
}

/**
 * Where a step leads: on to the next screen; after the review, straight back to it by way of what is missing.
 * @param {StepName} current
 * @param {(step: StepName) => boolean} isComplete
 * @param {boolean} reviewed
 * @returns {StepName}
 */
export function stepAfter(current, isComplete, reviewed) {
  const next = reviewed ? "revisa" : STEPS[STEPS.indexOf(current) + 1] ?? "revisa";
  return reachable(next, isComplete);
}

/**
 * The wanted step, or the first one before it that still lacks something.
 * @param {StepName} wanted
 * @param {(step: StepName) => boolean} isComplete
 * @returns {StepName}
 */
export function reachable(wanted, isComplete) {
  const before = STEPS.slice(0, STEPS.indexOf(wanted));
  return before.find((step) => !isComplete(step)) ?? wanted;
}
