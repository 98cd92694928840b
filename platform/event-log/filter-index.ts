import type { EventMatcher, FilteredAttributes } from './event-filter.ts';

/** Many filters, of which an event is held against those alone that may let it through. */
export interface FilterIndex<Item> {
  /** Adds an item under its filter; answers what takes it out again. */
  add(matcher: EventMatcher, item: Item): () => void;
  /** The items whose filters let the event through, each once; a snapshot, so that items may come and go meanwhile. */
  find(event: FilteredAttributes): readonly Item[];
  readonly size: number;
}

type Attribute = 'correlationId' | 'subject' | 'about' | 'type' | 'source' | 'prefix';

interface Entry<Item> {
  readonly matcher: EventMatcher;
  readonly item: Item;
}

/** Every filter stands under the values of the one attribute that tells most, so that an event costs a few look-ups however many filters there are. */
export function createFilterIndex<Item>(): FilterIndex<Item> {
  const tables = new Map<Attribute, Map<string, Set<Entry<Item>>>>();
  let size = 0;

  function collect(found: Item[], attribute: Attribute, { value, event }: { value: string | undefined; event: FilteredAttributes }): void {
    if (value === undefined) return;
    for (const { matcher, item } of tables.get(attribute)?.get(value) ?? []) if (matcher.passesAll || matcher.matches(event)) found.push(item);
  }

  return {
    add(matcher, item) {
      const entry = { matcher, item };
      const [attribute, values] = toPlace(matcher);
      const table = tables.get(attribute) ?? new Map<string, Set<Entry<Item>>>();
      tables.set(attribute, table);
      for (const value of values) table.set(value, (table.get(value) ?? new Set()).add(entry));
      size += 1;
      return function remove() {
        size -= 1;
        for (const value of values) {
          const entries = table.get(value);
          entries?.delete(entry);
          if (entries?.size === 0) table.delete(value);
        }
        if (table.size === 0) tables.delete(attribute);
      };
    },
    find(event) {
      const found: Item[] = [];
      const { correlationId, subject, source, type } = event;
      collect(found, 'correlationId', { value: correlationId, event });
      collect(found, 'subject', { value: subject, event });
      collect(found, 'about', { value: subject, event });
      if (source !== subject) collect(found, 'about', { value: source, event });
      collect(found, 'type', { value: type, event });
      collect(found, 'source', { value: source, event });
      if (tables.has('prefix')) for (const prefix of toPrefixes(type)) collect(found, 'prefix', { value: prefix, event });
      return found;
    },
    get size() {
      return size;
    },
  };
}

/** The attribute that tells most, and the values under which the filter stands. */
function toPlace({ filter, pattern }: EventMatcher): readonly [Attribute, ReadonlySet<string>] {
  const { correlationId, subject, about, types, source } = filter;
  if (correlationId !== undefined) return ['correlationId', new Set([correlationId])];
  if (subject !== undefined) return ['subject', new Set([subject])];
  if (about !== undefined) return ['about', new Set([about])];
  if (pattern?.literal !== undefined) return ['type', new Set([pattern.literal])];
  if (types !== undefined) return ['type', new Set(types)];
  if (source !== undefined) return ['source', new Set([source])];
  return ['prefix', new Set([pattern?.prefix ?? ''])];
}

/** What a pattern that matches the type may begin with: nothing, and the type up to and with each of its dots. */
function toPrefixes(type: string): string[] {
  const prefixes = [''];
  for (let dot = type.indexOf('.'); dot !== -1; dot = type.indexOf('.', dot + 1)) prefixes.push(type.slice(0, dot + 1));
  return prefixes;
}
