/** What every page does: marks where you are, and says when something runs slowly. */

import { get, isRefused } from "./api.js";
import { hasText, loadMessages, text } from "./messages.js";
import { element } from "./page.js";
import { codesToTell } from "./rules/service-status.js";

for (const link of document.querySelectorAll(".site-nav a")) {
  if (link instanceof HTMLAnchorElement && link.pathname === location.pathname && !link.hash) {
    link.setAttribute("aria-current", "page");
  }
}

/** A banner is a courtesy: when its source is silent, the page goes on without it. */
async function showBanner() {
  try {
    const [status] = await Promise.all([get("/v1/status"), loadMessages()]);
    const sentences = codesToTell(status).filter(hasText).map((code) => text(code));
    const banner = element(document, "[data-status-banner]");
    banner.textContent = sentences.join(" ");
    banner.hidden = sentences.length === 0;
  } catch (failure) {
    if (!isRefused(failure)) throw failure;
  }
}

showBanner();
