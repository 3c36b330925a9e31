/** Where the account is open, and closing it there. */

import { leave } from "../../account-menu.js";
import { ApiProblem, del, get } from "../../api.js";
import { dayAndTime } from "../../format.js";
import { insistVisibly } from "../../insist.js";
import { whileResting } from "../../invoice-files.js";
import { text } from "../../messages.js";
import { element, fill, stamp } from "../../page.js";
import { errorsOnFailure } from "../../problems.js";
import { leaveIfEnded } from "../member-page.js";

const SESSIONS = "/v1/sessions";
const MOST = 200;

export async function setUpSessions() {
  await list();
  const others = element(document, "[data-end-others]");
  others.addEventListener("click", () => act(others, "others", "settings.others_ended"));
}

async function list() {
  /** @type {{ items: OpenSession[] }} */
  const { items } = await insistVisibly(() => get(`${SESSIONS}?limit=${MOST}`));
  const sorted = [...items].sort((one, other) => Number(other.current) - Number(one.current));
  element(document, "[data-sessions]").replaceChildren(...sorted.map(row));
  element(document, "[data-end-others]").hidden = items.length < 2;
}

/** @param {OpenSession} session */
function row({ id, device_name: device, last_seen_at: seen, current, by }) {
  const item = stamp("session");
  fill(item, {
    device,
    kind: by === "app" ? text("settings.session.app") : "",
    seen: current ? text("settings.session.current") : text("settings.session.seen", { moment: dayAndTime(seen) }),
  });
  item.toggleAttribute("data-current", current);
  const end = element(item, "[data-end]");
  end.addEventListener("click", () => (current ? leave() : act(end, id, "settings.session_ended")));
  return item;
}

/** @param {Element} button @param {string} which @param {string} done key of what to say then */
async function act(button, which, done) {
  try {
    await whileResting(button, () => insistVisibly(() => end(which)));
    await list();
    fill(document, { sessionsNote: text(done) });
    element(document, "#sesiones").focus();
  } catch (failure) {
    if (!leaveIfEnded(failure)) fill(document, { sessionsNote: errorsOnFailure(failure)[0].message });
  }
}

/** One that ended by itself meanwhile is ended. @param {string} which */
async function end(which) {
  try {
    await del(`${SESSIONS}/${encodeURIComponent(which)}`);
  } catch (failure) {
    if (!(failure instanceof ApiProblem && failure.status === 404)) throw failure;
  }
}
