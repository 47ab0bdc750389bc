{
  // All mathematics is done by the service; the page asks for it and shows what comes back.
  const [problem, wrt, at, method, answer] = ["problem", "wrt", "at", "method", "answer"].map((id) => document.getElementById(id));
  const [reading, judged, hints, told, figure, steps] = ["reading", "judged", "hints", "told", "figure", "steps"].map((id) => document.getElementById(id));
  const PAUSE = 200, AROUND = 30;
  const underWay = {};
  let level = 0, letters = "";

  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // A mistake: its sentence, the place under the text, and what to write instead.
  const mistake = ({ message, hint, text, position }) => {
    const box = element("div", undefined, "mistake");
    box.append(element("p", message));
    if (text && position !== null) {
      const characters = [...text], start = Math.max(0, position - AROUND), before = start ? "… " : "";
      const shown = characters.slice(start, position + AROUND).join("").replace(/\s/g, " ");
      const more = position + AROUND < characters.length ? " …" : "";
      const place = element("pre", `${before}${shown}${more}\n${" ".repeat(before.length + position - start)}^`);
      place.setAttribute("aria-hidden", "true");
      box.append(place);
    }
    if (hint) box.append(element("p", hint));
    return box;
  };

  // A request; one that is asked again ends the one before, and is answered with nothing then.
  const ask = async (name, given) => {
    underWay[name]?.abort();
    const ending = (underWay[name] = new AbortController());
    const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
    try {
      const response = await fetch(`api/${name}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(kept),
        signal: ending.signal,
      });
      return [response.ok, await response.json()];
    } catch {
      if (ending.signal.aborted) return null;
      return [false, { message: "The service does not answer.", hint: "Is it still running?", position: null }];
    } finally {
      if (underWay[name] === ending) delete underWay[name];
    }
  };

  // What somebody has forgotten to type, if anything.
  const missing = (field, message, hint) => {
    if (field.value.trim()) return null;
    field.focus();
    return mistake({ message, hint, position: null });
  };
  const noFunction = () => missing(problem, "There is no function yet.", "Type one, such as x^2 sin 3x.");
  const noAnswer = () => missing(answer, "There is no answer yet.", "Type your derivative, or your working.");

  const about = () => ({ problem: problem.value, wrt: wrt.value });

  const remember = () => {
    const fields = { f: problem.value, wrt: wrt.value, at: at.value, method: method.value === "auto" ? "" : method.value, answer: answer.value };
    const kept = new URLSearchParams(Object.entries(fields).filter(([, value]) => value));
    history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
  };

  const forget = () => {
    level = 0;
    for (const name of ["judge", "hint", "steps", "plot"]) underWay[name]?.abort();
    for (const box of [judged, hints, told, figure, steps]) box.replaceChildren();
  };

  const choose = (found) => {
    if (found.join() === letters) return;
    letters = found.join();
    const before = wrt.value;
    wrt.replaceChildren(new Option("as read", ""), ...found.map((letter) => new Option(letter, letter)));
    wrt.value = found.includes(before) ? before : "";
  };

  const read = async () => {
    if (!problem.value.trim()) {
      underWay.read?.abort();
      reading.replaceChildren();
      problem.removeAttribute("aria-invalid");
      return;
    }
    const found = await ask("read", { problem: problem.value });
    if (!found) return;
    const [isRead, document] = found;
    problem.setAttribute("aria-invalid", String(!isRead));
    if (!isRead) {
      reading.replaceChildren(mistake(document));
      return;
    }
    choose(document.letters);
    const formula = element("span", undefined, "wide");
    formula.innerHTML = document.mathml;
    formula.setAttribute("tabindex", "-1");
    formula.setAttribute("role", "group");
    formula.setAttribute("aria-label", "Read as");
    reading.replaceChildren(formula, ...document.notes.map((note) => element("p", note, "soft")));
    dispatchEvent(new Event("shown"));
  };

  let waiting;
  const typed = () => {
    remember();
    forget();
    clearTimeout(waiting);
    waiting = setTimeout(read, PAUSE);
  };

  const check = async () => {
    remember();
    const forgotten = noFunction() ?? noAnswer();
    if (forgotten) return judged.replaceChildren(forgotten);
    const found = await ask("judge", { ...about(), answer: answer.value });
    if (!found) return;
    const [isJudged, document] = found;
    const box = isJudged ? element("div", undefined, `verdict ${document.verdict}`) : mistake(document);
    if (isJudged) box.append(...document.says.map((sentence) => element("p", sentence)));
    judged.replaceChildren(box);
  };

  // Of a working, what to write next; else the next rung of the ladder, the first about a wrong answer.
  const help = async () => {
    const forgotten = noFunction();
    if (forgotten) return judged.replaceChildren(forgotten);
    const lines = answer.value.split("\n").filter((line) => line.trim());
    const found =
      lines.length > 1
        ? await ask("next_step", { ...about(), lines })
        : await ask("hint", { ...about(), level: level + 1, answer: level === 0 ? answer.value : "" });
    if (!found) return;
    const [isThere, document] = found;
    if (!isThere) {
      judged.replaceChildren(mistake(document));
      return;
    }
    if (document.level < document.of) level = document.level;
    if (hints.lastChild?.textContent !== document.says) hints.append(element("li", document.says));
  };

  const show = async () => {
    remember();
    const forgotten = noFunction();
    if (forgotten) return told.replaceChildren(forgotten);
    told.replaceChildren(element("p", "Working it out …", "soft"));
    const found = await ask("steps", { ...about(), at: at.value, method: method.value });
    if (!found) return;
    const [isThere, document] = found;
    told.replaceChildren(...(isThere ? [] : [mistake(document)]));
    steps.innerHTML = isThere ? document.html : "";
    for (const title of steps.querySelectorAll("h1")) {
      const below = element("h2");
      below.append(...title.childNodes);
      title.replaceWith(below);
    }
    dispatchEvent(new Event("shown"));
  };

  const draw = async () => {
    remember();
    const forgotten = noFunction();
    if (forgotten) return told.replaceChildren(forgotten);
    const found = await ask("plot", { ...about(), at: at.value });
    if (!found) return;
    const [isThere, document] = found;
    told.replaceChildren(...(isThere ? [] : [mistake(document)]));
    figure.replaceChildren();
    if (!isThere) return;
    const box = element("figure", undefined, "scroll"), caption = element("figcaption", document.figure.says);
    box.tabIndex = 0;
    box.setAttribute("aria-label", "Figure");
    box.innerHTML = document.svg.replace(' style="color-scheme: light dark"', "");
    const part = element("p");
    part.hidden = true;
    caption.append(part);
    box.append(caption);
    figure.append(box);
    dispatchEvent(new Event("shown"));
  };

  problem.addEventListener("input", typed);
  for (const field of [wrt, at, method]) field.addEventListener("input", () => (remember(), forget()));
  answer.addEventListener("input", () => (remember(), judged.replaceChildren()));
  document.getElementById("asked").addEventListener("submit", (event) => (event.preventDefault(), show()));
  document.getElementById("check").addEventListener("click", check);
  document.getElementById("hint").addEventListener("click", help);
  document.getElementById("draw").addEventListener("click", draw);

  const link = new URLSearchParams(location.search);
  problem.value = link.get("f") ?? "";
  at.value = link.get("at") ?? "";
  answer.value = link.get("answer") ?? "";
  if ([...method.options].some((option) => option.value === link.get("method"))) method.value = link.get("method");
  read().then(() => {
    if ([...wrt.options].some((option) => option.value === link.get("wrt"))) wrt.value = link.get("wrt");
  });
}
