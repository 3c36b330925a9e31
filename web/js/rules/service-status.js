/** What of the service's health is worth a word to the shopper. */

/**
 * @param {ServiceStatus} status a health {status, message_code} per part
 * @returns {string[]} keys of messages, one a troubled part, no doubles
 */
export function codesToTell(status) {
  const codes = Object.values(status)
    .filter(isTroubled)
    .map((part) => part.message_code);
  return [...new Set(codes)];
}

/** @param {unknown} part @returns {part is { status: string, message_code: string }} */
function isTroubled(part) {
  return (
    typeof part === "object" && part !== null &&
    "status" in part && part.status !== "ok" &&
    "message_code" in part && typeof part.message_code === "string"
  );
}
