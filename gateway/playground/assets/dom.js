/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element: properties, then children (text or elements). Text never becomes markup. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role') element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** Tabs as the ARIA practices say: arrows move, one is in the tab order. */
export function wireTabs(...ids) {
  const tabs = ids.map(byId);
  function select(chosen) {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      byId(tab.getAttribute('aria-controls')).hidden = !isChosen;
    }
  }
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => select(tab));
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined) return;
      const next = tabs[(index + step + tabs.length) % tabs.length];
      select(next);
      next.focus();
    });
  }
}

/** What was kept in this browser; nothing when the browser keeps nothing. */
export function recall(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(`playground.${key}`)) ?? fallback;
  } catch {
    return fallback;
  }
}

export function keep(key, value) {
  try {
    localStorage.setItem(`playground.${key}`, JSON.stringify(value));
  } catch {
    // A browser without storage forgets; nothing else depends on it.
  }
}
