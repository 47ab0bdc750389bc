{
  // A table made along with the page: nothing is calculated from text.
  const { letter, name, start, step, values, slopes, layers, says, gap: space, decimal } = JSON.parse(document.getElementById("table").textContent);
  const [plot, point, gap, notice] = ["plot", "point", "gap", "notice"].map((id) => document.getElementById(id));
  const WIDTH = 640, HEIGHT = 400, last = values.length - 1, reach = step * last;
  const x = (place) => start + place * step;

  const told = (value) => {
    if (value === null) return says.undefined;
    const [digits, exponent] = Number(value).toPrecision(4).split("e");
    const short = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
    return (exponent ? `${short}·10^${Number(exponent)}` : short).replaceAll("-", "−").replace(".", decimal);
  };
  const filled = (text, numbers) => text.replace(/\{(\w+)\}/g, (_, key) => numbers[key]);

  // The window: what most of the curve needs, without its poles.
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const share = (part) => sorted[Math.round(part * (sorted.length - 1))];
  let [low, high] = [share(0.08), share(0.92)];
  const spare = Math.max((high - low) * 0.25, 1e-9 + Math.abs(high) * 0.05, high === low ? 1 : 0);
  [low, high] = [low - spare, high + spare];
  const across = (value) => ((value - start) / reach) * WIDTH;
  const up = (value) => HEIGHT - ((value - low) / (high - low)) * HEIGHT;
  const shown = (value) => Math.min(Math.max(up(value), -HEIGHT), 2 * HEIGHT).toFixed(1);

  const draw = (tag, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    plot.append(element);
    return element;
  };

  const nice = (length) => {
    const power = 10 ** Math.floor(Math.log10(length / 6));
    return [1, 2, 5, 10].map((factor) => factor * power).find((each) => length / each <= 8);
  };
  const ticks = (from, to) => {
    const each = nice(to - from), found = [];
    for (let n = Math.ceil(from / each); n * each <= to; n++) found.push(n * each);
    return found;
  };
  const floor = Math.min(Math.max(up(0), 0), HEIGHT), wall = Math.min(Math.max(across(0), 0), WIDTH);
  for (const tick of ticks(start, start + reach)) {
    const at = across(tick);
    draw("line", { class: "grid", x1: at, x2: at, y1: 0, y2: HEIGHT });
    if (at > 12 && at < WIDTH - 12) draw("text", { x: at + 3, y: Math.min(floor + 14, HEIGHT - 5) }, told(tick));
  }
  for (const tick of ticks(low, high)) {
    const at = up(tick);
    draw("line", { class: "grid", x1: 0, x2: WIDTH, y1: at, y2: at });
    if (tick && at > 12) draw("text", { x: Math.min(wall + 4, WIDTH - 50), y: at - 3 }, told(tick));
  }
  draw("line", { class: "axis", x1: 0, x2: WIDTH, y1: floor, y2: floor });
  draw("line", { class: "axis", x1: wall, x2: wall, y1: 0, y2: HEIGHT });

  // Neighbours are joined where the slopes between them explain the way from one to the other.
  const joined = (place) => {
    const [a, b, s, t] = [values[place - 1], values[place], slopes[place - 1], slopes[place]];
    if (a === null || b === null) return false;
    if (s === null || t === null) return Math.abs(b - a) < (high - low) / 4;
    const rise = ((s + t) / 2) * step, most = Math.max(Math.abs(s), Math.abs(t)) * step;
    return Math.abs(b - a - rise) <= Math.max((high - low) / 50, most) && (Math.abs(b - a) < high - low || (b - a) * rise > 0);
  };
  let path = "";
  values.forEach((value, place) => {
    if (value !== null) path += `${place && joined(place) ? "L" : "M"}${across(x(place)).toFixed(1)} ${shown(value)}`;
  });
  draw("path", { class: "curve", d: path });
  const secant = draw("line", { class: "secant" }), tangent = draw("line", { class: "tangent" });
  const [other, dot] = [draw("circle", { r: 5 }), draw("circle", { r: 7 })];

  const line = (element, at, value, slope) => {
    const isThere = value !== null && slope !== null;
    element.setAttribute("visibility", isThere ? "visible" : "hidden");
    if (!isThere) return;
    const ends = { x1: 0, y1: up(value - slope * (at - start)), x2: WIDTH, y2: up(value + slope * (start + reach - at)) };
    for (const [key, end] of Object.entries(ends)) element.setAttribute(key, Math.min(Math.max(end, -1e6), 1e6));
  };
  const put = (circle, place) => {
    const isThere = values[place] !== null && values[place] !== undefined;
    circle.setAttribute("visibility", isThere ? "visible" : "hidden");
    if (!isThere) return;
    circle.setAttribute("cx", across(x(place)));
    circle.setAttribute("cy", up(values[place]));
  };

  const trend = (slope) => (slope > 0 ? says.rises : slope < 0 ? says.falls : says.level);
  const chain = (place, slope) => {
    const rates = layers.map(({ rates }) => rates[place]).reverse();
    if (!rates.length || rates.includes(null)) return "";
    return filled(says.product, { rates: rates.map(told).join(" · "), slope: told(slope) });
  };
  const sentence = (place, apart, between) => {
    const value = values[place], slope = slopes[place], where = `${letter} = ${told(x(place))}`;
    if (value === null) return filled(says.nowhere, { place: where });
    const here = { place: where, value: `${name}(${letter}) = ${told(value)}`, slope: told(slope) };
    const by = between === null ? "" : filled(says.secant, { letter, h: told(apart), slope: told(between) });
    if (slope === null) return [filled(says.kink, here), by].filter(Boolean).join(space);
    return [filled(says.here, here), trend(slope), chain(place, slope), by].filter(Boolean).join(space);
  };

  const move = () => {
    const place = Number(point.value), steps = 2 ** Number(gap.value), further = values[place + steps] ?? null;
    const value = values[place], apart = steps * step;
    const between = value === null || further === null ? null : (further - value) / apart;
    line(tangent, x(place), value, slopes[place]);
    line(secant, x(place), value, between);
    put(dot, place);
    put(other, place + steps);
    document.getElementById("where").textContent = told(x(place));
    document.getElementById("apart").textContent = told(apart);
    point.setAttribute("aria-valuetext", told(x(place)));
    gap.setAttribute("aria-valuetext", told(apart));
    [...(document.getElementById("layers")?.rows ?? [])].forEach((row, layer) => {
      row.cells[1].textContent = told(layers[layer].values[place]);
      row.cells[2].querySelector("span").textContent = `= ${told(layers[layer].rates[place])}`;
    });
    notice.textContent = sentence(place, apart, between);
  };

  Object.assign(point, { min: 0, max: last, step: 1, value: last / 2 });
  Object.assign(gap, { min: 0, max: 6, step: 1, value: 5 });
  if (values[last / 2] === null) point.value = values.findIndex((value, place) => place > last / 2 && value !== null);
  for (const slider of [point, gap]) slider.addEventListener("input", move);
  document.getElementById("explorer").hidden = false;
  move();
}
