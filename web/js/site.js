/** What every page does: marks where you are and whether you are in, and says when something runs slowly. */

import { get, isRefused } from "./api.js";
import { hasText, loadMessages, text } from "./messages.js";
import { element } from "./page.js";
import { keepReturnPath } from "./return-path.js";
import { codesToTell } from "./rules/service-status.js";
import { isHinted } from "./session-hint.js";

for (const link of document.querySelectorAll(".site-nav a")) {
  if (link instanceof HTMLAnchorElement && link.pathname === location.pathname && !link.hash) {
    link.setAttribute("aria-current", "page");
  }
}

for (const link of document.querySelectorAll('[data-guest][href^="/acceso/"]')) {
  link.addEventListener("click", () => location.pathname === "/acceso/" || keepReturnPath());
}

// The skip link moves the focus only: what a page shows may hang on its address.
element(document, ".skip").addEventListener("click", (event) => {
  event.preventDefault();
  element(document, "main").focus();
});

/** Guests need none of it. */
async function showAccount() {
  if (!isHinted()) return;
  const { setUpAccountMenu } = await import("./account-menu.js");
  await setUpAccountMenu();
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

showAccount();
showBanner();
