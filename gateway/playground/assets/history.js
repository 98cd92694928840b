import { byId, keep, make, recall } from './dom.js';

const MAX_ENTRIES = 50;

/** What was run in this browser, the newest first. `onChoose(entry)` brings one back. */
export function createHistory(onChoose) {
  const list = byId('history');
  let entries = recall('history', []);

  function show() {
    list.replaceChildren(
      ...entries.map((entry) => {
        const button = make('button', { type: 'button', title: `${entry.document}\n${entry.variables}`.trim() }, toLine(entry));
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
    /** Documents without a word are not kept. */
    add(entry) {
      if (entry.document.trim() === '') return;
      const others = entries.filter(({ document, variables }) => document !== entry.document || variables !== entry.variables);
      entries = [entry, ...others].slice(0, MAX_ENTRIES);
      keep('history', entries);
      show();
    },
  };
}

function toLine({ document, variables }) {
  const withoutComments = document.replaceAll(/^\s*#.*$/gm, '');
  return `${withoutComments} ${variables}`.replaceAll(/\s+/g, ' ').trim().slice(0, 80);
}
