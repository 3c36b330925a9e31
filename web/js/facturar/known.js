/** Who is known here: somebody signed in, with his profiles; or a phone that remembers its owner's data. */

import { isHinted } from "../session-hint.js";
import { whoIsSignedIn } from "../session.js";
import { join } from "./member.js";
import { offerToForget, recall } from "./remembered.js";

/**
 * Fills in what is known.
 * @param {InvoiceRequest} request
 * @param {string} [profileId] that was picked before the page was left
 * @returns {Promise<WizardExtras>} what the wizard needs besides
 * @throws {NoAnswer}
 */
export async function introduce(request, profileId) {
  if (isHinted() && (await whoIsSignedIn()).scope === "full") return join(request, profileId);
  await recall(request);
  return request.remember ? { ready: offerToForget } : {};
}
