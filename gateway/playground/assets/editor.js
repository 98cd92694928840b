import { complete } from './complete.js';
import { byId, make } from './dom.js';
import { colourOf, tokenize } from './lexer.js';

const PAIRS = { '{': '}', '(': ')', '[': ']' };

/** The document's editor: colours behind a plain text area, completion, indentation. Tab leaves it, as everywhere. */
export function createEditor({ schema, onChange }) {
  const area = byId('editor');
  const paint = byId('highlight');
  const list = byId('completions');
  let offered;
  let chosen = 0;

  function colour() {
    paint.replaceChildren(
      ...tokenize(area.value).map((token) => (token.kind === 'space' ? token.text : make('span', { className: `t-${colourOf(token)}` }, token.text))),
      '\n',
    );
    follow();
  }

  function follow() {
    paint.style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
  }

  function changed() {
    colour();
    onChange(area.value);
  }

  function insert(text, { from = area.selectionStart, caret = from + text.length } = {}) {
    area.setRangeText(text, from, area.selectionEnd, 'end');
    area.setSelectionRange(caret, caret);
    changed();
  }

  function close() {
    list.hidden = true;
    offered = undefined;
    area.removeAttribute('aria-activedescendant');
  }

  function offer(asked) {
    const known = schema();
    if (known === undefined || area.selectionStart !== area.selectionEnd) return close();
    const found = complete(area.value, area.selectionStart, known);
    const word = area.value.slice(found.from, area.selectionStart);
    const isDone = found.items.length === 1 && found.items[0].text === word;
    if (found.items.length === 0 || isDone || (!asked && word === '')) return close();
    offered = found;
    chosen = 0;
    list.replaceChildren(
      ...found.items.map((item, index) => {
        const option = make('li', { id: `completion-${index}`, role: 'option', 'aria-selected': 'false' }, item.text, make('span', {}, item.note));
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          accept(index);
        });
        return option;
      }),
    );
    place();
    list.hidden = false;
    mark(0);
  }

  /** Beside the caret, as far as a text area of one font lets us know where that is. */
  function place() {
    const lines = area.value.slice(0, offered.from).split('\n');
    const style = getComputedStyle(area);
    const probe = document.createElement('canvas').getContext('2d');
    probe.font = `${style.fontSize} ${style.fontFamily}`;
    const x = Number.parseFloat(style.paddingLeft) + probe.measureText(lines.at(-1)).width - area.scrollLeft;
    const y = Number.parseFloat(style.paddingTop) + lines.length * Number.parseFloat(style.lineHeight) - area.scrollTop;
    list.style.left = `${Math.max(0, Math.min(x, area.clientWidth - 240))}px`;
    list.style.top = `${y + 2}px`;
  }

  function mark(index) {
    list.children[chosen]?.setAttribute('aria-selected', 'false');
    chosen = (index + list.children.length) % list.children.length;
    list.children[chosen].setAttribute('aria-selected', 'true');
    list.children[chosen].scrollIntoView({ block: 'nearest' });
    area.setAttribute('aria-activedescendant', `completion-${chosen}`);
  }

  function accept(index) {
    const { from, items } = offered;
    const text = items[index].text + (items[index].after ?? '');
    close();
    insert(text, { from });
  }

  function newLine() {
    const before = area.value.slice(0, area.selectionStart);
    const indent = /[ ]*/.exec(before.slice(before.lastIndexOf('\n') + 1))[0];
    const opens = /[{([]\s*$/.test(before);
    const closes = opens && /^[ ]*[})\]]/.test(area.value.slice(area.selectionEnd));
    const inner = `\n${indent}${opens ? '  ' : ''}`;
    insert(inner + (closes ? `\n${indent}` : ''), { caret: area.selectionStart + inner.length });
  }

  function onKey(event) {
    if (offered !== undefined) {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (move !== undefined) {
        event.preventDefault();
        return mark(chosen + move);
      }
      if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || (event.key === 'Tab' && !event.shiftKey)) {
        event.preventDefault();
        return accept(chosen);
      }
      if (event.key === 'Escape') return close();
    }
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      offer(true);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      newLine();
    } else if (event.key in PAIRS && area.selectionStart === area.selectionEnd && /^(\s|$|[})\]])/.test(area.value.slice(area.selectionEnd))) {
      event.preventDefault();
      insert(event.key + PAIRS[event.key], { caret: area.selectionStart + 1 });
    }
  }

  area.addEventListener('keydown', onKey);
  area.addEventListener('input', () => {
    changed();
    offer(false);
  });
  area.addEventListener('scroll', follow);
  area.addEventListener('blur', close);
  area.addEventListener('click', close);

  return {
    get value() {
      return area.value;
    },
    set value(text) {
      area.value = text;
      changed();
    },
    /** Where the caret is. */
    get offset() {
      return area.selectionStart;
    },
    focus: () => area.focus(),
  };
}
