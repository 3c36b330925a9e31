/** Keeping the address of this page: copied, or handed to another app. */

import { text } from "../messages.js";
import { element, fill } from "../page.js";

/** @param {HTMLElement} root */
export function setUpLink(root) {
  const share = element(root, "[data-share]");
  share.hidden = !("share" in navigator);
  share.addEventListener("click", () => shareLink());
  element(root, "[data-copy]").addEventListener("click", () => copyLink(root));
}

async function shareLink() {
  try {
    await navigator.share({ title: document.title, url: location.href });
  } catch (refusal) {
    if (!(refusal instanceof DOMException)) throw refusal; // closed without choosing an app
  }
}

/** @param {HTMLElement} root */
async function copyLink(root) {
  try {
    await navigator.clipboard.writeText(location.href);
    fill(root, { copied: text("link.copied") });
  } catch (refusal) {
    if (!(refusal instanceof DOMException || refusal instanceof TypeError)) throw refusal;
    fill(root, { copied: text("link.copy_by_hand") }); // no clipboard outside https, or not allowed
  }
}
