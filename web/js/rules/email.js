/** Where to send it: up to three addresses, judged no more strictly than mail itself does. */

const SHAPE = /^[^\s@<>()",;:]+@[^\s@<>()",;:.]+(\.[^\s@<>()",;:.]+)+$/;
const LONGEST = 254;

/** @param {string} typed */
export function normalizeEmail(typed) {
  return typed.trim();
}

/**
 * @param {string} email normalised, not empty
 * @returns {"wrong_format" | "too_long" | null}
 */
export function emailProblem(email) {
  if (email.length > LONGEST) return "too_long";
  return SHAPE.test(email) ? null : "wrong_format";
}
