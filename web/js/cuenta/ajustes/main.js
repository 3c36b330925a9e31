/** The account itself: its name and e-mail, its sessions, its data and its end. */

import { element, showOnly } from "../../page.js";
import { setUpPasswordFields } from "../../password-field.js";
import { keepReturnPath } from "../../return-path.js";
import { openForMember } from "../member-page.js";
import { setUpClosing } from "./closing.js";
import { setUpEmail, setUpName, showAccount } from "./identity.js";
import { setUpOwnData } from "./own-data.js";
import { setUpSessions } from "./sessions.js";

/** @param {Account} account */
async function start(account) {
  showAccount(account);
  setUpPasswordFields(document);
  setUpName();
  setUpEmail();
  setUpOwnData();
  setUpClosing();
  element(document, "[data-change-password]").addEventListener("click", () => keepReturnPath());
  await setUpSessions();
  showOnly('[data-state="settings"]');
}

await openForMember(start);
