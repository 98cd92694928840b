import { followLink } from './linked-entity.ts';
import { isDataObject, type DataObject } from './own-property.ts';
import type { FieldProjection, ObjectProjection, PlainFieldProjection, ValueProjection } from './projection.ts';
import { toRead } from './read-source.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

/**
 * Writes the response's data as JSON text straight from what the subgraphs brought: the same text that `projectData` and
 * `JSON.stringify` make of it. Undefined where anything is not as the schema says; then the data has to be projected, so that each
 * error finds its place.
 */
export type WriteText = (data: DataObject, of: WrittenData) => string | undefined;

/** What is known of data that is written. */
export interface WrittenData {
  /** Promises that no string in the data has anything that JSON escapes. */
  readonly isPlain: boolean;
  /** Tells that objects stand in several places; each is then written once. */
  readonly isShared: boolean;
}

/** Thrown where a value is not what the schema says, or null where none may be. */
class IrregularValueError extends Error {}

/** Adds a value to the text so far; throws an IrregularValueError. */
type Write = (text: string, value: unknown) => string;

/** Adds a field of an object, its name included. */
type WriteField = (text: string, object: DataObject) => string;

interface Writing {
  readonly matchesType: MatchesType;
  /** Where in a linked entity a text of it is kept; another number for each part of the response. */
  readonly nextSlot: () => number;
  /** Whether no string in the data has anything that JSON escapes. */
  isPlain: boolean;
  /** Whether the text ends within a string: whoever goes on begins with its quote. Each piece of a text costs, and these go together with the next. */
  isOpen: boolean;
  /** What was written of objects so far, by the part of the response; undefined where none stands in several places. */
  texts: Map<DataObject, string>[] | undefined;
}

/** What needs a second look before it can stand between quotes. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/u;

/** What data begins with. */
const OPENING = '{'.charCodeAt(0);

/** Prepares the writing of one operation's answers; each part is worked out when the first answer comes to it. */
export function createTextWriter(projection: ObjectProjection, matchesType: MatchesType): WriteText {
  let slots = 0;
  const writing: Writing = { matchesType, nextSlot: () => slots++, isPlain: false, isOpen: false, texts: undefined };
  const write = toWriteObject(projection, writing);
  return (data, { isPlain, isShared }) => {
    try {
      Object.assign(writing, { isPlain, isOpen: false, texts: isShared ? [] : undefined });
      const text = write('', data);
      // A text made by concatenation is a tree many times its size. To ask for a character puts it together now: until an answer is
      // sent, others are written, and all their trees together would be copied by each collection of garbage.
      return text.charCodeAt(0) === OPENING ? text : undefined;
    } catch (error) {
      if (error instanceof IrregularValueError) return undefined;
      throw error;
    } finally {
      writing.texts = undefined;
    }
  };
}

function toWriteObject(projection: ObjectProjection, writing: Writing): Write {
  const known = new Map<string, readonly WriteField[]>();
  const { concreteType, declaredType } = projection;

  function writersOf(typeName: string): readonly WriteField[] {
    const existing = known.get(typeName);
    if (existing !== undefined) return existing;
    const fields = writing.matchesType(typeName, declaredType) ? projection.fieldsOf(typeName) : undefined;
    if (fields === undefined) throw new IrregularValueError();
    const made = fields.length === 0 ? [writeOpening] : toWriteFields(fields, '{', writing);
    known.set(typeName, made);
    return made;
  }

  function writeObject(text: string, value: DataObject): string {
    return close(writeAll(writersOf(concreteType ?? typeNameOf(value) ?? declaredType), text, value), '}', writing);
  }

  const part = writing.nextSlot();
  return (text, value) => {
    if (!isDataObject(value)) throw new IrregularValueError();
    if (writing.texts === undefined) return writeObject(text, value);
    const texts = (writing.texts[part] ??= new Map<DataObject, string>());
    let own = texts.get(value);
    if (own === undefined) {
      own = writeObject('', value);
      texts.set(value, own);
    }
    return text + own;
  };
}

/** Of an object of which nothing is asked. */
function writeOpening(text: string): string {
  return `${text}{`;
}

/** Ends a text, and the string in which it may end. */
function close(text: string, end: string, writing: Writing): string {
  const isOpen = writing.isOpen;
  writing.isOpen = false;
  return isOpen ? `${text}"${end}` : text + end;
}

/** What stands after `before`, field by field; neighbours that come from the same linked entity are written together, once for all who share it. */
function toWriteFields(fields: readonly FieldProjection[], before: string, writing: Writing): WriteField[] {
  const writers: WriteField[] = [];
  for (let index = 0; index < fields.length;) {
    const lead = index === 0 ? before : ',';
    const linked = takeLinked(fields, index);
    const [first] = linked;
    const link = first?.sources[0]?.via[0];
    const field = fields[index];
    if (link !== undefined) writers.push(toWriteLinked(linked, { link, lead, writing }));
    else if (field !== undefined) writers.push(toWriteField(field, lead, writing));
    index += Math.max(1, linked.length);
  }
  return writers;
}

/** The fields from `from` on that are read from one and the same linked entity and nowhere else. */
function takeLinked(fields: readonly FieldProjection[], from: number): PlainFieldProjection[] {
  const taken: PlainFieldProjection[] = [];
  let link: symbol | undefined;
  for (let index = from; index < fields.length; index += 1) {
    const field = fields[index];
    if (field?.kind !== 'field' || field.sources.length !== 1) break;
    const next = field.sources[0]?.via[0];
    if (next === undefined || (link !== undefined && next !== link)) break;
    link = next;
    taken.push(field);
  }
  return taken;
}

function toWriteLinked(fields: readonly PlainFieldProjection[], options: { link: symbol; lead: string; writing: Writing }): WriteField {
  const { link, lead, writing } = options;
  const slot = writing.nextSlot();
  const inner = toWriteFields(fields.map(toInner), lead, writing);
  const apart = fields.map((field, index) => toWriteField(field, index === 0 ? lead : ',', writing));

  function writeEntity(data: DataObject): string {
    const { isOpen } = writing;
    writing.isOpen = false;
    const text = close(writeAll(inner, '', data), '', writing);
    writing.isOpen = isOpen;
    return text;
  }

  return (text, object) => {
    const entity = followLink(object, link);
    if (entity === undefined) return writeAll(apart, text, object);
    return close(text, (entity.texts[slot] ??= writeEntity(entity.data)), writing);
  };
}

/** The field as it is read from the entity itself. */
function toInner(field: PlainFieldProjection): PlainFieldProjection {
  const sources = field.sources.map((source) => ({ ...source, via: source.via.slice(1) }));
  return { ...field, sources, read: toRead(sources) };
}

function writeAll(writers: readonly WriteField[], before: string, object: DataObject): string {
  let text = before;
  for (const write of writers) text = write(text, object);
  return text;
}

function toWriteField(field: FieldProjection, lead: string, writing: Writing): WriteField {
  const name = `${lead}${JSON.stringify(field.key)}:`;
  if (field.kind === 'field') {
    const { read } = field;
    const write = toWrite(field.value, writing);
    const writeWhole: WriteField = (text, object) => write(text + start(name, writing), read(object));
    return toWriteOwnLeaf(field, { name, writeWhole, writing }) ?? writeWhole;
  }
  if (field.kind === 'whole' || field.typeName === undefined) {
    return () => {
      throw new IrregularValueError();
    };
  }
  const whole = name + JSON.stringify(field.typeName);
  return (text) => text + start(whole, writing);
}

/** The beginning of a field, behind the end of the string in which the text may end. */
function start(name: string, writing: Writing): string {
  const isOpen = writing.isOpen;
  writing.isOpen = false;
  return isOpen ? `"${name}` : name;
}

/** A leaf of a built-in type that stands in the object itself, which most fields are, in one step. What is irregular goes the long way. */
function toWriteOwnLeaf(
  { sources, value }: PlainFieldProjection,
  { name, writeWhole, writing }: { name: string; writeWhole: WriteField; writing: Writing },
): WriteField | undefined {
  const leaf = value.kind === 'nonNull' ? value.of : value;
  const [source] = sources;
  if (leaf.kind !== 'leaf' || source === undefined || sources.length !== 1 || source.via.length > 0 || source.key === '__proto__') return undefined;
  const { key } = source;
  const behindString = `"${name}`;
  if (leaf.typeName === 'String' || leaf.typeName === 'ID') {
    const opening = `${name}"`;
    const openingBehindString = `${behindString}"`;
    return (text, object) => {
      const own = object[key];
      if (typeof own !== 'string' || (!writing.isPlain && NEEDS_ESCAPE.test(own))) return writeWhole(text, object);
      if (writing.isOpen) return text + openingBehindString + own;
      writing.isOpen = true;
      return text + opening + own;
    };
  }
  if (leaf.typeName === 'Int' || leaf.typeName === 'Float') {
    const { complete } = leaf;
    return (text, object) => {
      const number = object[key];
      if (typeof number !== 'number' || complete(number) === undefined) return writeWhole(text, object);
      if (!writing.isOpen) return text + name + String(number);
      writing.isOpen = false;
      return text + behindString + String(number);
    };
  }
  return undefined;
}

function toWrite(projection: ValueProjection, writing: Writing): Write {
  if (projection.kind === 'nonNull') {
    const write = toWritePresent(projection.of, writing);
    return (text, value) => {
      if (value === null || value === undefined) throw new IrregularValueError();
      return write(text, value);
    };
  }
  const write = toWritePresent(projection, writing);
  return (text, value) => (value === null || value === undefined ? `${text}null` : write(text, value));
}

function toWritePresent(projection: ValueProjection, writing: Writing): Write {
  switch (projection.kind) {
    case 'nonNull':
      return toWrite(projection, writing);
    case 'object':
      return toWriteObject(projection.of, writing);
    case 'list':
      return toWriteList(toWrite(projection.of, writing));
    case 'leaf': {
      const { complete } = projection;
      return (text, value) => text + writeLeaf(complete(value));
    }
  }
}

function toWriteList(write: Write): Write {
  return (before, value) => {
    if (!Array.isArray(value)) throw new IrregularValueError();
    const items: readonly unknown[] = value;
    if (items.length === 0) return `${before}[]`;
    let text = write(`${before}[`, items[0]);
    for (let index = 1; index < items.length; index += 1) text = write(`${text},`, items[index]);
    return `${text}]`;
  };
}

/** A completed leaf; undefined means that it was refused. */
function writeLeaf(value: unknown): string {
  if (typeof value === 'string') return NEEDS_ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value);
  return writeOther(value);
}

/** A custom scalar's list or object. What JSON cannot say is found by whoever writes the data. */
function writeOther(value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    text = undefined;
  }
  if (text === undefined) throw new IrregularValueError();
  return text;
}
