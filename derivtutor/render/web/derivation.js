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

  const copied = async ({ currentTarget: button }) => {
    const says = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      says.textContent = says.dataset.copied;
    } catch {
      says.textContent = button.dataset.copy;
    }
  };

  // What the page shows, at once or later.
  const prepare = () => {
    stops();
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", copied);
      button.parentElement.hidden = false;
    }
    const all = document.getElementById("fold");
    if (!all) return;
    const parts = [...document.querySelectorAll(".steps details")];
    const says = (open) => {
      all.textContent = open ? all.dataset.fold : all.dataset.open;
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
