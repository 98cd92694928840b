import { byId, make } from './dom.js';
import { jsonNodes } from './json-view.js';

const MAX_FRAMES = 500;

/** The live list of a subscription's frames, the newest first. `onResume(cursor)` is called by a frame's own button. */
export function createFrameList(onResume) {
  const list = byId('frames');
  let count = 0;

  function add(title, { cursor, badges = [], body }) {
    count += 1;
    const head = make(
      'div',
      { className: 'head' },
      make('strong', {}, `#${count}`),
      make('span', {}, new Date().toLocaleTimeString([], { hour12: false })),
      title,
    );
    for (const badge of badges) head.append(make('span', { className: 'badge' }, badge));
    if (cursor !== undefined) {
      head.append(make('code', { title: cursor }, cursor));
      const resume = make('button', { type: 'button', title: 'Subscribes again after this frame' }, 'Resume here');
      resume.addEventListener('click', () => onResume(cursor));
      head.append(resume);
    }
    const item = make('li', {}, head);
    if (body !== undefined) item.append(make('pre', {}, ...jsonNodes(body)));
    list.prepend(item);
    while (list.children.length > MAX_FRAMES) list.lastElementChild.remove();
  }

  return {
    /** A frame as it came. */
    frame({ data, errors, extensions }) {
      const { cursor, kind = 'event', state, resumed, replay, resumable } = extensions?.stream ?? {};
      const badges = [];
      if (state !== undefined) badges.push(state);
      if (replay) badges.push('replay');
      if (resumable === false) badges.push('cannot be resumed');
      if (resumed?.replayed !== undefined) badges.push(`resumed: ${resumed.replayed} missed`);
      if (resumed?.gap !== undefined) badges.push('gap: events are gone');
      add(kind, { cursor, badges, body: kind === 'event' ? { data, ...(errors === undefined ? {} : { errors }) } : undefined });
    },
    /** Something that happened to the stream itself. */
    note: (title, body) => add(title, { body }),
    clear() {
      count = 0;
      list.replaceChildren();
    },
  };
}
