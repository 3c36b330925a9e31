/** The wizard of who is signed in: a profile in place of what a guest types. */

import { get } from "../api.js";
import { goToSignIn, isEnded } from "../session.js";
import { perfil, pick } from "./steps/perfil.js";

/**
 * @param {InvoiceRequest} request
 * @param {string} [profileId] that was picked before the page was left
 * @returns {Promise<WizardExtras>}
 * @throws {NoAnswer}
 */
export async function join(request, profileId) {
  const { items } = await get("/v1/account/profiles");
  request.isMember = true;
  request.profiles = items;
  const picked = request.profiles.find(({ id }) => id === profileId);
  if (picked) pick(request, picked);
  return request.profiles.length > 0 ? { screens: { perfil }, turn } : { turn };
}

/** What was typed of the ticket stays, for when he is back. @param {unknown} failure */
function turn(failure) {
  if (!isEnded(failure)) return false;
  goToSignIn({ ended: true });
  return true;
}
