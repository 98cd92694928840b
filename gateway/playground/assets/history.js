import { byId, keep, make, recall } from './dom.js';

const MAX_ENTRIES = 50;

/** What was run in this browser, the newest first. `onChoose(entry)` brings one back. */
export function createHistory(onChoose) {
  const list = byId('history');
  let entries = recall('history', []);

  function show() {
    list.replaceChildren(
      ...entries.map((entry) => {
        const button = make('button', { type: 'button', title: entry.document }, `${entry.name}  ${entry.document.replaceAll(/\s+/g, ' ').slice(0, 80)}`);
        button.addEventListener('click', () => onChoose(entry));
        return make('li', {}, button);
      }),
    );
  }

  byId('clear-history').addEventListener('click', () => {
    entries = [];
    keep('history', entries);
    show();
  });
  show();

  return {
    add(entry) {
      const others = entries.filter(({ document, variables }) => document !== entry.document || variables !== entry.variables);
      entries = [entry, ...others].slice(0, MAX_ENTRIES);
      keep('history', entries);
      show();
    },
  };
}
