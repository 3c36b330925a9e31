/** A Mexican postal code: five digits. */

/** @param {string} typed */
export function normalizePostalCode(typed) {
  return typed.replace(/\s/g, "");
}

/**
 * @param {string} code normalised
 * @returns {"required" | "wrong_format" | null}
 */
export function postalCodeProblem(code) {
  if (!code) return "required";
  return /^\d{5}$/.test(code) ? null : "wrong_format";
}
