/** Asks what SAT's rules say of the fiscal data typed so far. Silence is no obstacle: the last button asks again. */

import { isRefused, post } from "./api.js";
import { text } from "./messages.js";

/**
 * @param {FiscalData} data
 * @returns {Promise<ReceptorCheck | null>} null when nobody answered
 */
export async function checkReceptor({ receptor, usoCfdi, isForeign }) {
  const { rfc, name } = receptor;
  const told = isForeign ? { rfc, name } : { ...receptor, uso_cfdi: usoCfdi };
  const given = Object.entries(told).filter(([, value]) => value);
  try {
    return await post("/v1/receptor-checks", Object.fromEntries(given));
  } catch (failure) {
    if (isRefused(failure)) return null;
    throw failure;
  }
}

/**
 * The name as SAT probably has it, in a sentence; "" when it is the one typed.
 * @param {FiscalData} data
 */
export function nameProposal({ receptor, suggested }) {
  const name = suggested?.name;
  if (!name || !receptor.name || name === receptor.name.toUpperCase()) return "";
  return text("proposal.name", { name });
}

/**
 * The use that most people of that régimen want; "" once one was chosen.
 * @param {FiscalData} data
 */
export function usoProposal({ receptor, suggested, usoCfdi, usos }) {
  const uso = usos.find(({ code }) => code === suggested?.uso_cfdi);
  if (!uso || usoCfdi || !receptor.regimen_fiscal) return "";
  return text("proposal.uso", { uso: `${uso.code} · ${uso.name}` });
}
