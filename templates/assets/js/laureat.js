// The little script there is: every page works without it.
// 1. Saves a field when it changes (forms with data-autosave). 2. Counts characters (data-max, data-min). 3. Focuses the error summary.
(() => {
  "use strict";

  /** Writes a message in the bar's status element and under the field. */
  const say = (name, text, ok) => {
    for (const place of [document.querySelector("[data-saved]"), document.querySelector(`[data-saved-field="${CSS.escape(name)}"]`)]) {
      if (!place) continue;
      place.textContent = text;
      place.classList.toggle("app-saved--failed", !ok);
    }
  };

  /** A field whose value was refused is marked until a save of it succeeds. */
  const mark = (form, name, ok) => {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]:not([type="hidden"])`)) {
      if (ok) field.removeAttribute("aria-invalid");
      else field.setAttribute("aria-invalid", "true");
    }
  };

  /** Counts the characters of the text areas in a part of the page. */
  const count = (part) => {
    const each = (selector, suffix, tell) => {
      for (const area of part.querySelectorAll(selector)) {
        const place = document.getElementById(`${area.id}-${suffix}`);
        if (!place) continue;
        area.addEventListener("input", () => tell(area, place));
        tell(area, place);
      }
    };
    each("textarea[data-max]", "reste", (area, place) => {
      const left = Number(area.dataset.max) - [...area.value].length;
      place.textContent = (left < 0 ? place.dataset.over : place.dataset.left).replace("#", String(Math.abs(left)));
      place.classList.toggle("app-len--over", left < 0);
    });
    each("textarea[data-min]", "longueur", (area, place) => {
      place.textContent = place.dataset.length.replace("#", String([...area.value.trim()].length));
    });
  };

  /** The changed answer alone, with the hidden values that go with it: the token and the version it was read at. */
  const answer = (form, name) => {
    const body = new URLSearchParams();
    for (const [key, value] of new FormData(form)) {
      if (typeof value !== "string") continue;
      const hidden = form.querySelector(`input[type="hidden"][name="${CSS.escape(key)}"]`);
      if (key === name || (hidden && (!hidden.dataset.versionOf || hidden.dataset.versionOf === name))) body.append(key, value);
    }
    body.append("field", name);
    return body;
  };

  /** Totals and side panels follow a save: the same page is read again, and the elements that say so are replaced. */
  const refresh = async () => {
    const places = [...document.querySelectorAll("[data-refresh][id]")];
    if (places.length === 0) return;
    const response = await fetch(location.href, { credentials: "same-origin" });
    if (!response.ok) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const place of places) {
      const fresh = page.getElementById(place.id);
      if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
    }
  };

  /** A question that a condition hides waits in a template: it is no part of the form, and what was typed stays. */
  const show = (form, code, visible) => {
    const place = form.querySelector(`[data-question="${CSS.escape(code)}"]`);
    const waiting = place && place.querySelector(":scope > template");
    if (!place || visible === !waiting) return;
    if (visible) {
      waiting.replaceWith(waiting.content);
      count(place);
    } else {
      const template = document.createElement("template");
      template.content.append(...place.childNodes);
      place.append(template);
    }
  };

  let refreshing;

  // Two changes of a form never overtake each other: the second carries the version that the first one got.
  const queues = new WeakMap();

  const save = async (form, name) => {
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: answer(form, name),
        headers: { "X-Requested-With": "fetch", Accept: "application/json" },
        credentials: "same-origin",
      });
      const said = await response.json();
      mark(form, name, response.ok);
      if (response.ok) {
        const version = form.querySelector(`[data-version-of="${CSS.escape(name)}"]`);
        if (version && said.version !== undefined) version.value = said.version;
        say(name, said.saved_text, true);
        for (const [code, visible] of Object.entries(said.visible || {})) show(form, code, visible);
        clearTimeout(refreshing);
        refreshing = setTimeout(() => refresh().catch(() => {}), 400);
      } else {
        say(name, said.error || document.body.dataset.saveFailed, false);
      }
    } catch {
      say(name, document.body.dataset.saveFailed, false);
    }
  };

  for (const form of document.querySelectorAll("form[data-autosave]")) {
    form.addEventListener("change", (event) => {
      const name = event.target.name;
      if (!name || event.target.type === "file" || event.target.type === "hidden") return;
      const before = queues.get(form) || Promise.resolve();
      queues.set(form, before.then(() => save(form, name)));
    });
  }

  count(document);

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
