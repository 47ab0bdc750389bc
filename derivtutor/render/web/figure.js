"use strict";
{
  // The parts of a figure are a tree: up and down from part to part, right to what one is made of, left back.
  const lead = () => {
    for (const svg of document.querySelectorAll('figure > svg:not([role="tree"])')) {
      const parts = [...svg.querySelectorAll("g[aria-label]")];
      const said = svg.parentElement.querySelector("figcaption p");
      if (!parts.length || !said) continue;
      const siblings = (part) => [...part.parentElement.children].filter((each) => parts.includes(each));
      const first = (part) => part.querySelector("g[aria-label]");
      const above = (part) => part.parentElement.closest("g[aria-label]");
      const beside = (part, step) => siblings(part)[siblings(part).indexOf(part) + step];
      const ways = {
        ArrowDown: (part) => beside(part, 1),
        ArrowUp: (part) => beside(part, -1),
        ArrowRight: first,
        ArrowLeft: above,
        Home: (part) => siblings(part)[0],
        End: (part) => siblings(part).at(-1),
      };
      svg.setAttribute("role", "tree");
      svg.setAttribute("aria-label", "Parts of the figure");
      for (const part of parts) {
        part.setAttribute("role", "treeitem");
        part.setAttribute("tabindex", part === parts[0] ? 0 : -1);
        if (above(part)) part.parentElement.setAttribute("role", "group");
        if (first(part)) part.setAttribute("aria-expanded", "true");
      }
      svg.addEventListener("keydown", (event) => {
        const next = ways[event.key]?.(event.target);
        if (!(event.key in ways) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        if (!next) return;
        event.target.setAttribute("tabindex", -1);
        next.setAttribute("tabindex", 0);
        next.focus();
      });
      svg.addEventListener("focusin", ({ target }) => {
        said.hidden = false;
        said.textContent = `${target.getAttribute("aria-label")}. (Arrow keys lead to the other parts.)`;
      });
      svg.addEventListener("focusout", () => (said.hidden = true));
    }
  };
  addEventListener("shown", lead);
  lead();
}
