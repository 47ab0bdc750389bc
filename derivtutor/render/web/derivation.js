"use strict";
{
  // A link to something that is folded opens it.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) if (part instanceof HTMLDetailsElement) part.open = true;
    const own = target.querySelector(":scope > details");
    if (own) own.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper all is open.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });

  // Only boxes that scroll are stops of the tabulator.
  const stops = () => {
    const boxes = [...document.querySelectorAll(".wide[tabindex], .scroll[tabindex]")];
    const wide = boxes.map((box) => box.scrollWidth > box.clientWidth);
    boxes.forEach((box, place) => (box.tabIndex = wide[place] ? 0 : -1));
  };
  addEventListener("resize", stops);

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

  const copied = async ({ currentTarget: button }) => {
    const says = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      says.textContent = "Copied.";
    } catch {
      says.textContent = button.dataset.copy;
    }
  };

  // What the page shows, at once or later.
  const prepare = () => {
    stops();
    lead();
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", copied);
      button.parentElement.hidden = false;
    }
    const all = document.getElementById("fold");
    if (!all) return;
    const parts = [...document.querySelectorAll(".steps details")];
    const says = (open) => {
      all.textContent = open ? "Fold all steps" : "Open all steps";
      all.setAttribute("aria-expanded", String(open));
    };
    all.addEventListener("click", () => {
      const open = !parts.some((part) => part.open);
      for (const part of parts) part.open = open;
      says(open);
    });
    says(true);
    all.hidden = false;
  };
  addEventListener("shown", prepare);
  prepare();
}
