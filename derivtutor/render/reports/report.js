"use strict";
{
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const table = document.getElementById("scores");

  // A row without a value stays last, whichever way the table is sorted.
  const compare = (a, b, falling) => {
    if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
    const order = typeof a === "number" ? a - b : collator.compare(a, b);
    return falling ? -order : order;
  };

  const sort = (header) => {
    const falling = header.getAttribute("aria-sort") === "ascending";
    const value = ({ textContent, dataset }) =>
      header.dataset.by === "name" ? textContent : dataset.v && Number(dataset.v);
    const rows = Array.from(table.tBodies[0].rows, (row) => [value(row.cells[header.cellIndex]), row]);
    rows.sort(([a], [b]) => compare(a, b, falling));
    const sorted = document.createDocumentFragment();
    for (const [, row] of rows) sorted.append(row);
    table.tBodies[0].append(sorted);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", falling ? "descending" : "ascending");
  };

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const filter = () => {
    const wanted = plain(document.getElementById("find").value.trim());
    const look = document.getElementById("look").checked;
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !plain(row.cells[0].textContent).includes(wanted) || (look && !("look" in row.dataset));
      shown += !row.hidden;
    }
    const all = table.tBodies[0].rows.length;
    document.getElementById("shown").textContent = shown === all ? "" : `${shown} of ${all} students`;
  };

  if (table) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(header));
      header.append(button);
    }
    document.getElementById("controls").hidden = false;
    for (const id of ["find", "look"]) document.getElementById(id).addEventListener("input", filter);
    // Browsers keep what was typed when a page is loaded again.
    addEventListener("pageshow", filter);
  }

  // A link to something that is folded opens it.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper exercises are open; of the students only those that the reader has opened.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("#exercises details:not([open])")];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
}
