/** What an RFC looks like, and whose it is by its length. */

const SHAPE = /^([A-ZÑ&]{3,4})(\d{2})(\d{2})(\d{2})[A-Z0-9]{2}[0-9A]$/;
const ALPHABET = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

export const NATIONAL_GENERIC = "XAXX010101000";
export const FOREIGN_GENERIC = "XEXX010101000";

/** @param {string} typed */
export function normalizeRfc(typed) {
  return typed.toUpperCase().replace(/[\s.\-–—]/g, "");
}

/**
 * A company has twelve characters, a person thirteen.
 * @param {string} rfc
 * @returns {Persona | null}
 */
export function personaOf(rfc) {
  if (rfc.length === 12) return "moral";
  return rfc.length === 13 ? "fisica" : null;
}

/**
 * @param {string} rfc normalised
 * @returns {"required" | "wrong_format" | "rfc_generic" | null} code of what is wrong
 */
export function rfcProblem(rfc) {
  if (!rfc) return "required";
  if (rfc === NATIONAL_GENERIC) return "rfc_generic";
  const parts = SHAPE.exec(rfc);
  return parts && isDate(Number(parts[3]), Number(parts[4])) ? null : "wrong_format";
}

/** @param {number} month @param {number} day */
function isDate(month, day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(2000, month, 0).getDate();
}

/**
 * Some genuine RFCs fail this sum, so a failure is a question, never a refusal.
 * @param {string} rfc well formed
 */
export function checkDigitFits(rfc) {
  const padded = rfc.padStart(13, " ");
  const sum = [...padded.slice(0, 12)].reduce(
    (total, letter, place) => total + ALPHABET.indexOf(letter) * (13 - place),
    0,
  );
  const digit = (11 - (sum % 11)) % 11;
  return padded[12] === (digit === 10 ? "A" : String(digit));
}
