/** The ten characters that some tickets print, typed from paper by hurried people. */

const SHAPE = /^[0-9A-HJKMNP-TV-Z]{10}$/;

/** @param {string} typed */
export function normalizeTicketCode(typed) {
  return typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

/**
 * @param {string} code normalised
 * @returns {"required" | "wrong_format" | null}
 */
export function ticketCodeProblem(code) {
  if (!code) return "required";
  return SHAPE.test(code) ? null : "wrong_format";
}

/**
 * The code of a deep link `/t#CODE`, or "" when there is none.
 * @param {string} hash
 */
export function codeInHash(hash) {
  try {
    return normalizeTicketCode(decodeURIComponent(hash.replace(/^#/, "")));
  } catch {
    return ""; // a torn percent sign: no code of ours has one
  }
}
