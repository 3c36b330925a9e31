/** Every branch that invoices here. */

import { get } from "./api.js";

/** @returns {Promise<Branch[]>} */
export async function loadBranches() {
  /** @type {Branch[]} */
  const branches = [];
  let path = "/v1/branches";
  for (;;) {
    const { items, next_cursor: cursor } = await get(path);
    branches.push(...items);
    if (!cursor) return branches;
    path = `/v1/branches?cursor=${encodeURIComponent(cursor)}`;
  }
}
