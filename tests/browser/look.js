// What the eye measures inside a page. Each function gives an array of what is wrong, in words; none changes the page
// for longer than it runs, except for the listener of the walk by keyboard.
window.look = window.look || (() => {
  "use strict";

  const short = (element) => {
    const name = element.id ? `#${element.id}` : element.className && element.className.baseVal === undefined ? `.${element.className}` : "";
    const words = (element.innerText || element.value || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");
    return `<${element.tagName.toLowerCase()}${name}> « ${words.slice(0, 40)} »`;
  };
  const some = (list) => [...new Set(list)].slice(0, 5);
  const seen = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };
  const styles = (element, pseudo) => getComputedStyle(element, pseudo);

  // Name, language, heading and landmarks; a link to a place of the page leads to it.
  const structure = () => {
    const wrong = [];
    const root = document.documentElement;
    if (!/^(fr|en)$/.test(root.lang)) wrong.push(`lang: « ${root.lang} »`);
    if (document.title.split(" – ")[0].trim().length < 3) wrong.push(`title: « ${document.title} »`);
    const headings = [...document.querySelectorAll("h1")].filter((one) => one.innerText.trim());
    if (headings.length !== 1) wrong.push(`${headings.length} h1`);
    for (const landmark of ["main", "body > header", "body > footer"]) {
      const count = document.querySelectorAll(landmark).length;
      if (count !== 1) wrong.push(`landmark: ${count} ${landmark}`);
    }
    for (const link of document.querySelectorAll("a[href^='#']")) {
      if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) wrong.push(`${link.hash} leads nowhere: ${short(link)}`);
    }
    return some(wrong);
  };

  // Nothing is wider than the window, no text is cut or leaves its box.
  const layout = () => {
    const all = [...document.body.querySelectorAll("*")];
    // What only screen readers read is small on purpose.
    const unseen = all.filter((one) => /^inset\(50%/.test(styles(one).clipPath));
    const root = document.documentElement;
    const wrong = [];
    if (root.scrollWidth > root.clientWidth) {
      const wide = all.filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && seen(one));
      wrong.push(`${root.scrollWidth - root.clientWidth} px too wide: ${some(wide.map(short)).join(", ")}`);
    }
    for (const element of all) {
      if (element.closest("svg, option") || !seen(element) || unseen.some((one) => one.contains(element))) continue;
      const style = styles(element);
      if (style.display.startsWith("inline") && style.display === "inline") continue;
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      // The area of a button that can be touched is two pixels larger than what is seen of it.
      const spills = element.scrollWidth > element.clientWidth + 2;
      if ((hides(style.overflowX) && spills) || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)) {
        if (element.innerText.trim() && !element.matches("input, select, button")) wrong.push(`text cut: ${short(element)}`);
      } else if (own && spills && style.overflowX === "visible" && !element.matches("input, select, textarea")) {
        wrong.push(`text leaves its box by ${element.scrollWidth - element.clientWidth} px: ${short(element)}`);
      } else if (/auto|scroll/.test(style.overflowX) && spills && !element.matches("textarea, input, pre") && (innerWidth >= 1280 || !element.querySelector("table"))) {
        wrong.push(`has to be moved sideways: ${short(element)}`);
      }
    }
    return some(wrong);
  };

  const bordered = (style) => ["Top", "Right", "Bottom", "Left"].some((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;

  // With the colours of the system (backgrounds and shadows are gone), a control still shows its edge.
  const forced = () => {
    const wrong = [];
    if (!matchMedia("(forced-colors: active)").matches) wrong.push("the colours of the system are not on");
    for (const control of document.querySelectorAll("button, input, select, textarea, a.govuk-button, summary")) {
      if (control.type === "hidden" || control.getAttribute("aria-hidden") === "true" || !control.checkVisibility()) continue;
      const style = styles(control);
      const label = control.labels && control.labels[0];
      const native = seen(control) && style.opacity !== "0" && (control.type === "file" || (/^(checkbox|radio)$/.test(control.type) && style.appearance !== "none"));
      const by = label ? [styles(label), styles(label, "::before")] : [];
      const underlined = style.textDecorationLine.includes("underline");
      if (!(native || bordered(style) || outlined(style) || underlined || by.some(bordered) || control.matches("summary"))) wrong.push(`no edge: ${short(control)}`);
    }
    for (const element of document.querySelectorAll("body, body *")) {
      const style = styles(element);
      if ([style.transitionDuration, style.animationDuration].some((time) => time.split(",").some((one) => parseFloat(one) > 0))) wrong.push(`moves although motion is unwanted: ${short(element)}`);
    }
    return some(wrong);
  };

  // What the focus may change: the element, what stands before and after it in the style, its label.
  const signature = (element) => {
    const label = element.labels && element.labels[0];
    const parts = [[element], [element, "::before"], [element, "::after"]];
    if (label) parts.push([label], [label, "::before"]);
    if (element.parentElement) parts.push([element.parentElement]);
    for (const child of element.querySelectorAll(":scope > *")) parts.push([child]);
    const told = parts.map(([one, pseudo]) => {
      const style = styles(one, pseudo);
      const outline = outlined(style) && style.outlineColor !== "rgba(0, 0, 0, 0)" ? style.outline : "";
      return [outline, style.boxShadow, style.backgroundColor, style.borderTopWidth, style.borderTopColor, style.borderBottomColor, style.fill].join();
    });
    const edge = parts.some(([one, pseudo]) => outlined(styles(one, pseudo)));
    return { told: told.join(";"), edge };
  };

  const group = (element) => (element.type === "radio" ? `radio ${element.name} ${[...document.forms].indexOf(element.form)}` : element);
  const walk = { before: new Map(), expected: new Set(), order: [], wrong: [], last: null };

  const record = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === walk.start || element === walk.last) return;
    walk.last = element;
    const known = walk.before.get(element);
    walk.order.push(element);
    walk.expected.delete(group(element));
    if (!known) return;
    const now = signature(element);
    if (now.told === known.told) walk.wrong.push(`the focus cannot be seen: ${short(element)}`);
    else if (!now.edge) walk.wrong.push(`the focus has no outline, and vanishes with the colours of the system: ${short(element)}`);
    const place = [element, ...(element.labels || [])].find(seen);
    if (!place) return walk.wrong.push(`the focus is on something that is not shown: ${short(element)}`);
    const box = place.getClientRects()[0];
    const [x, y] = [box.left + Math.min(box.width / 2, 40), box.top + Math.min(box.height / 2, 12)];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return walk.wrong.push(`the focus is out of the window: ${short(element)}`);
    const top = document.elementFromPoint(x, y);
    const related = top && (place.contains(top) || top.contains(place) || (element.labels && [...element.labels].some((label) => label.contains(top))));
    if (!related) walk.wrong.push(`the focus is hidden by ${top && short(top)}: ${short(element)}`);
  };

  // Puts the focus before the first element; says how many times Tab has to be pressed at most.
  const begin = () => {
    walk.before.clear();
    walk.expected.clear();
    Object.assign(walk, { order: [], wrong: [], last: null });
    const all = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]");
    const reach = [...all].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }));
    for (const element of reach) {
      walk.before.set(element, signature(element));
      walk.expected.add(group(element));
      if (element.tabIndex > 0) walk.wrong.push(`an order of its own: ${short(element)}`);
    }
    walk.start = document.createElement("span");
    walk.start.tabIndex = -1;
    document.body.prepend(walk.start);
    document.addEventListener("keydown", record, true);
    scrollTo(0, 0);
    walk.start.focus();
    return walk.expected.size + 4 * document.querySelectorAll("input[type=date]").length + 6;
  };
  const left = () => walk.expected.size;

  const end = () => {
    record();
    document.removeEventListener("keydown", record, true);
    walk.start.remove();
    const first = walk.order[0];
    if (!first || !first.matches(".govuk-skip-link")) walk.wrong.push(`Tab leads first to ${first ? short(first) : "nothing"}, not to the skip link`);
    for (const missed of some([...walk.expected])) walk.wrong.push(`no key leads to ${typeof missed === "string" ? missed : short(missed)}`);
    for (let n = 1; n < walk.order.length; n += 1) {
      const [one, next] = [walk.order[n - 1], walk.order[n]];
      if (next !== first && one.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_PRECEDING) walk.wrong.push(`the order goes back from ${short(one)} to ${short(next)}`);
    }
    if (document.activeElement) document.activeElement.blur();
    scrollTo(0, 0);
    return some(walk.wrong);
  };

  // Where links lead, and where one comes back to from elsewhere.
  const backs = () => [...document.querySelectorAll("input[name=back], input[name=suite]")].map((field) => field.value);
  const links = () => [...new Set([...document.querySelectorAll("a[href]")].filter((link) => link.origin === location.origin && !link.getAttribute("href").startsWith("#")).map((link) => link.pathname + link.search).concat(backs()))];

  const check = (rules) => axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } }, ...(rules ? { runOnly: { type: "rule", values: rules } } : {}) }).then(
    (result) => result.violations.map((one) => `${one.id} (${one.help}): ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`),
    (error) => [`axe: ${error}`],
  );

  return { structure, layout, forced, begin, left, end, links, check };
})();
