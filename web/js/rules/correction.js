/** A correction carries only what the shopper changes: an empty field keeps what was told before. */

const RECEPTOR = ["rfc", "name", "postal_code", "regimen_fiscal"];

/**
 * @param {Record<string, string>} typed
 * @returns {{ receptor?: Partial<Receptor>, uso_cfdi?: string } | null} null when nothing changes
 */
export function correctionOf(typed) {
  const changes = Object.entries(typed).filter(([, value]) => value !== "");
  if (changes.length === 0) return null;
  const receptor = Object.fromEntries(changes.filter(([name]) => RECEPTOR.includes(name)));
  return {
    ...(Object.keys(receptor).length > 0 && { receptor }),
    ...(typed.uso_cfdi && { uso_cfdi: typed.uso_cfdi }),
  };
}
