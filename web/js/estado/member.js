/** What an account does with an invoice: it puts it into its panel, and keeps its data as a profile. */

import { ApiProblem, get, post } from "../api.js";
import { insistVisibly } from "../insist.js";
import { whileResting } from "../invoice-files.js";
import { text } from "../messages.js";
import { element, fill } from "../page.js";
import { errorsOnFailure } from "../problems.js";
import { whoIsSignedIn } from "../session.js";

const PROFILES = "/v1/account/profiles";

/** @param {Access} access @param {Invoice} invoice @throws {NoAnswer} */
export async function offerPlace(access, invoice) {
  const { scope } = await whoIsSignedIn();
  offer("account", scope === "none");
  if (scope !== "full") return;
  const own = access.token ? await asOwn(access.id) : invoice;
  if (own) await offerProfile(own);
  else offerClaim(access);
}

/** @param {string} id @returns {Promise<Invoice | null>} the invoice as the account sees it; null: it is not in its panel */
async function asOwn(id) {
  try {
    return (await get(`/v1/invoices/${encodeURIComponent(id)}`)).invoice;
  } catch (failure) {
    if (failure instanceof ApiProblem && failure.status === 404) return null;
    throw failure;
  }
}

/** @param {Access} access */
function offerClaim({ id, token }) {
  onPress("claim", async () => {
    const claim = { invoice_id: id, access_token: token };
    const { invoice } = await insistVisibly(() => post("/v1/account/invoice-claims", claim));
    offer("claim", false);
    fill(document, { offerDone: text("estado.claimed") });
    await offerProfile(invoice);
  });
  offer("claim", true);
}

/** @param {Invoice} invoice whole, as only its account gets it */
async function offerProfile({ receptor, uso_cfdi: usoCfdi }) {
  /** @type {{ items: Profile[] }} */
  const { items } = await get(PROFILES);
  if (!receptor || items.some(({ rfc }) => rfc === receptor.rfc)) return;
  fill(element(document, '[data-offer="profile"]'), { holder: receptor.name });
  onPress("profile", async () => {
    await insistVisibly(() => post(PROFILES, { ...receptor, uso_cfdi: usoCfdi }));
    offer("profile", false);
    fill(document, { offerDone: text("estado.profile_saved") });
  });
  offer("profile", true);
}

/** @param {string} name @param {boolean} shown */
function offer(name, shown) {
  element(document, `[data-offer="${name}"]`).hidden = !shown;
}

/** @param {string} name @param {() => Promise<void>} act */
function onPress(name, act) {
  const place = element(document, `[data-offer="${name}"]`);
  const button = element(place, "button");
  button.onclick = () => whileResting(button, () => orTell(place, act));
}

/** @param {HTMLElement} place @param {() => Promise<void>} act */
async function orTell(place, act) {
  try {
    await act();
  } catch (failure) {
    fill(place, { offerProblem: errorsOnFailure(failure)[0].message });
  }
}
