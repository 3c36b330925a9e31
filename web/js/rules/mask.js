/** An address that its owner recognises and nobody else reads over his shoulder. */

/** @param {string} email */
export function maskEmail(email) {
  const at = email.lastIndexOf("@");
  return at < 1 ? email : `${email[0]}***${email.slice(at)}`;
}
