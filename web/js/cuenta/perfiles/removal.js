/** Asks once more before a profile is forgotten. */

import { setUpAccountForm } from "../../account-form.js";
import { ApiProblem, del } from "../../api.js";
import { insistVisibly } from "../../insist.js";
import { fill, find } from "../../page.js";

const dialog = find(document, "dialog[data-removal]", HTMLDialogElement);
const form = find(dialog, "form", HTMLFormElement);
let id = "";
let isGone = false;

find(form, "[data-close]", HTMLButtonElement).addEventListener("click", () => dialog.close());
setUpAccountForm(form, {
  async send() {
    await insistVisibly(remove);
    isGone = true;
    dialog.close();
  },
});

/** One that another tab removed is gone just the same. */
async function remove() {
  try {
    await del(`/v1/account/profiles/${encodeURIComponent(id)}`);
  } catch (failure) {
    if (!(failure instanceof ApiProblem && failure.status === 404)) throw failure;
  }
}

/** @param {Profile} profile @returns {Promise<boolean>} whether it is gone */
export function askToRemove({ id: asked, name, rfc }) {
  id = asked;
  isGone = false;
  fill(dialog, { name, rfc });
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(isGone), { once: true }));
}
