// What may scroll sideways can be reached with the keyboard, and what the theme leaves without a name gets one.
const names = {
  ".md-typeset pre > code": "Text that may be wider than the page",
  ".md-typeset p:has(> img:only-child)": "Picture that may be wider than the page",
  ".md-typeset__scrollwrap": "Table that may be wider than the page",
}

function complete() {
  for (const [boxes, name] of Object.entries(names))
    for (const box of document.querySelectorAll(`:is(${boxes}):not([tabindex])`)) {
      box.tabIndex = 0
      box.role = "group"
      box.ariaLabel = name
    }
  for (const box of document.querySelectorAll(".md-code__nav:not([role])")) box.role = "presentation"
}

complete()
document.querySelector(".md-path")?.setAttribute("aria-label", "Where this page is")
new MutationObserver(complete).observe(document.body, { childList: true, subtree: true })
