/** Which store: found by typing, or in the list of its city. */

import { rememberBranch, rememberedBranch } from "../../draft.js";
import { chosenValue } from "../../form.js";
import { fieldText, plural } from "../../messages.js";
import { element, fill, find, stamp } from "../../page.js";
import { branchMatches, byCity } from "../../rules/search.js";

/** @type {StepScreen} */
export function sucursal({ request, branches }, form) {
  const search = find(form, '[name="busca"]', HTMLInputElement);
  search.addEventListener("input", () => list(request.branch?.id ?? null));

  return {
    enter() {
      list(request.branch?.id ?? rememberedBranch());
    },
    async leave() {
      const branch = branches.find(({ id }) => id === chosenValue(form, "branch_id"));
      if (!branch) return [{ field: "branch_id", message: fieldText("required", "branch_id") }];
      request.choose(branch);
      rememberBranch(branch.id);
      return [];
    },
  };

  /** @param {string | null} preferred */
  function list(preferred) {
    const found = branches.filter((branch) => branchMatches(branch, search.value.trim()));
    const chosen = found.length === 1 ? found[0].id : preferred;
    const cities = byCity(found).map(([city, members]) => cityGroup(city, members, chosen));
    element(form, "[data-branches]").replaceChildren(...cities);
    fill(form, { count: plural(found.length, "branches.count") });
  }
}

/** @param {string} city @param {Branch[]} branches @param {string | null} chosen */
function cityGroup(city, branches, chosen) {
  const group = stamp("city");
  fill(group, { city });
  element(group, ".choices").append(...branches.map((branch) => choice(branch, chosen)));
  return group;
}

/** @param {Branch} branch @param {string | null} chosen */
function choice(branch, chosen) {
  const row = stamp("branch");
  const radio = find(row, "input", HTMLInputElement);
  radio.id = `branch-${branch.id}`;
  radio.value = branch.id;
  radio.defaultChecked = branch.id === chosen;
  fill(row, { name: `${branch.brand.name} ${branch.name}`, address: branch.address });
  showLogo(find(row, "img", HTMLImageElement), branch.brand.logo);
  return row;
}

/** @param {HTMLImageElement} image @param {string | null} logo */
function showLogo(image, logo) {
  if (!logo) return;
  image.src = logo;
  image.hidden = false;
  image.addEventListener("error", () => image.remove());
}
