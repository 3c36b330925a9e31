/** What every page of the account begins with: somebody signed in, or the way there and back. */

import { isRefused } from "../api.js";
import { insistVisibly } from "../insist.js";
import { loadMessages } from "../messages.js";
import { offerReload, showOnly } from "../page.js";
import { isHinted } from "../session-hint.js";
import { goToSignIn, isEnded, whoIsSignedIn } from "../session.js";

/** @param {(account: Account) => Promise<void>} start */
export async function openForMember(start) {
  offerReload();
  const wasIn = isHinted();
  try {
    const [session] = await insistVisibly(() => Promise.all([whoIsSignedIn(), loadMessages()]));
    if (session.scope === "full") await start(session.account);
    else if (session.scope === "none") goToSignIn({ ended: wasIn });
    else location.replace("/acceso/#contrasena");
  } catch (failure) {
    if (!leaveIfEnded(failure)) failedToOpen(failure);
  }
}

/**
 * Where nothing was typed, signing in again is all there is to do.
 * @param {unknown} failure
 */
export function leaveIfEnded(failure) {
  if (!isEnded(failure)) return false;
  goToSignIn({ ended: true });
  return true;
}

/** @param {unknown} failure */
function failedToOpen(failure) {
  if (!isRefused(failure)) throw failure;
  showOnly('[data-state="failed"]');
}
