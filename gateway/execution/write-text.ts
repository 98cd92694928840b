import { followLink } from './linked-entity.ts';
import { isDataObject, readKey, type DataObject } from './own-property.ts';
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

/** Writes one value; throws an IrregularValueError. */
type Write = (value: unknown, isPlain: boolean) => string;

/** Writes a field of an object, its name included. */
type WriteField = (object: DataObject, isPlain: boolean) => string;

interface Writing {
  readonly matchesType: MatchesType;
  /** Where in a linked entity a text of it is kept; another number for each part of the response. */
  readonly nextSlot: () => number;
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
  const writing: Writing = { matchesType, nextSlot: () => slots++, texts: undefined };
  const write = toWriteObject(projection, writing);
  return (data, { isPlain, isShared }) => {
    try {
      writing.texts = isShared ? [] : undefined;
      const text = write(data, isPlain);
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
    const made = toWriteFields(fields, '', writing);
    known.set(typeName, made);
    return made;
  }

  function writeObject(value: DataObject, isPlain: boolean): string {
    let text = '{';
    for (const write of writersOf(concreteType ?? typeNameOf(value) ?? declaredType)) text += write(value, isPlain);
    return `${text}}`;
  }

  const part = writing.nextSlot();
  return (value, isPlain) => {
    if (!isDataObject(value)) throw new IrregularValueError();
    if (writing.texts === undefined) return writeObject(value, isPlain);
    const texts = (writing.texts[part] ??= new Map<DataObject, string>());
    let text = texts.get(value);
    if (text === undefined) {
      text = writeObject(value, isPlain);
      texts.set(value, text);
    }
    return text;
  };
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
  return (object, isPlain) => {
    const entity = followLink(object, link);
    if (entity === undefined) return writeAll(apart, object, isPlain);
    return (entity.texts[slot] ??= writeAll(inner, entity.data, isPlain));
  };
}

/** The field as it is read from the entity itself. */
function toInner(field: PlainFieldProjection): PlainFieldProjection {
  const sources = field.sources.map((source) => ({ ...source, via: source.via.slice(1) }));
  return { ...field, sources, read: toRead(sources) };
}

function writeAll(writers: readonly WriteField[], object: DataObject, isPlain: boolean): string {
  let text = '';
  for (const write of writers) text += write(object, isPlain);
  return text;
}

function toWriteField(field: FieldProjection, lead: string, writing: Writing): WriteField {
  const name = `${lead}${JSON.stringify(field.key)}:`;
  if (field.kind === 'field') {
    const { read } = field;
    const write = toWrite(field.value, writing);
    return toWriteOwnLeaf(field, name, write) ?? ((object, isPlain) => name + write(read(object), isPlain));
  }
  if (field.kind === 'whole' || field.typeName === undefined) {
    return () => {
      throw new IrregularValueError();
    };
  }
  const whole = name + JSON.stringify(field.typeName);
  return () => whole;
}

/** A leaf of a built-in type that stands in the object itself, which most fields are, in one step. What is irregular goes the long way. */
function toWriteOwnLeaf({ sources, value }: PlainFieldProjection, name: string, write: Write): WriteField | undefined {
  const leaf = value.kind === 'nonNull' ? value.of : value;
  const [source] = sources;
  if (leaf.kind !== 'leaf' || source === undefined || sources.length !== 1 || source.via.length > 0 || source.key === '__proto__') return undefined;
  const { key } = source;
  if (leaf.typeName === 'String' || leaf.typeName === 'ID') {
    const opening = `${name}"`;
    return (object, isPlain) => {
      const text = object[key];
      if (typeof text === 'string' && (isPlain || !NEEDS_ESCAPE.test(text))) return `${opening}${text}"`;
      return name + write(readKey(object, key), isPlain);
    };
  }
  if (leaf.typeName === 'Int' || leaf.typeName === 'Float') {
    const { complete } = leaf;
    return (object, isPlain) => {
      const number = object[key];
      if (typeof number === 'number' && complete(number) !== undefined) return name + String(number);
      return name + write(readKey(object, key), isPlain);
    };
  }
  return undefined;
}

function toWrite(projection: ValueProjection, writing: Writing): Write {
  if (projection.kind === 'nonNull') {
    const write = toWritePresent(projection.of, writing);
    return (value, isPlain) => {
      if (value === null || value === undefined) throw new IrregularValueError();
      return write(value, isPlain);
    };
  }
  const write = toWritePresent(projection, writing);
  return (value, isPlain) => (value === null || value === undefined ? 'null' : write(value, isPlain));
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
      return (value) => writeLeaf(complete(value));
    }
  }
}

function toWriteList(write: Write): Write {
  return (value, isPlain) => {
    if (!Array.isArray(value)) throw new IrregularValueError();
    const items: readonly unknown[] = value;
    if (items.length === 0) return '[]';
    let text = `[${write(items[0], isPlain)}`;
    for (let index = 1; index < items.length; index += 1) text += `,${write(items[index], isPlain)}`;
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
