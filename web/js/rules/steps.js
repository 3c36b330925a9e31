/** The order of the wizard's screens, and on which of them each datum is asked. */

/** @type {StepName[]} a guest's way */
export const STEPS = ["sucursal", "rfc", "datos", "ticket", "pago", "revisa"];

/** @type {StepName[]} of who picks a profile */
const WITH_PROFILE = ["sucursal", "perfil", "ticket", "pago", "revisa"];

/** @type {StepName[]} of who has profiles, and wants another RFC */
const WITH_OTHER_RFC = ["sucursal", "perfil", "rfc", "datos", "ticket", "pago", "revisa"];

/** @type {Record<string, StepName>} */
const ASKED_ON = {
  branch_id: "sucursal",
  profile_id: "perfil",
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

/** @param {boolean} hasProfiles @param {boolean} wantsOtherRfc @returns {StepName[]} */
export function stepsFor(hasProfiles, wantsOtherRfc) {
  if (!hasProfiles) return STEPS;
  return wantsOtherRfc ? WITH_OTHER_RFC : WITH_PROFILE;
}

/** @param {string | null | undefined} name */
export function stepNamed(name) {
  return name === "perfil" ? name : STEPS.find((step) => step === name);
}

/**
 * The screen itself, or the one that asks for the same on this way.
 * @param {StepName} step
 * @param {StepName[]} steps
 * @returns {StepName}
 */
export function onWay(step, steps) {
  if (steps.includes(step)) return step;
  return step === "perfil" ? "rfc" : "perfil";
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
 * Where a step leads: on to the next screen; or straight to the review, by way of what is missing.
 * @param {StepName} current
 * @param {(step: StepName) => boolean} isComplete
 * @param {boolean} straight
 * @param {StepName[]} [steps]
 * @returns {StepName}
 */
export function stepAfter(current, isComplete, straight, steps = STEPS) {
  const next = straight ? "revisa" : steps[steps.indexOf(current) + 1] ?? "revisa";
  return reachable(next, isComplete, steps);
}

/**
 * The wanted step, or the first one before it that still lacks something.
 * @param {StepName} wanted
 * @param {(step: StepName) => boolean} isComplete
 * @param {StepName[]} [steps]
 * @returns {StepName}
 */
export function reachable(wanted, isComplete, steps = STEPS) {
  const there = onWay(wanted, steps);
  const before = steps.slice(0, steps.indexOf(there));
  return before.find((step) => !isComplete(step)) ?? there;
}
