/** What can be said of a new password without asking: the lists of bad ones are the server's. */

export const SHORTEST = 8;

/**
 * @param {string} password as typed
 * @returns {"required" | "password_too_short" | null}
 */
export function passwordProblem(password) {
  if (!password) return "required";
  return [...password.normalize("NFKC")].length < SHORTEST ? "password_too_short" : null;
}
