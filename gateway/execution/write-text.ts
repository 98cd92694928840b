import { followLink } from './linked-entity.ts';
import { isDataObject, type DataObject } from './own-property.ts';
import type { FieldProjection, ObjectProjection, PlainFieldProjection, ValueProjection } from './projection.ts';
import { toRead } from './read-source.ts';
import { PassedText } from './passing/passed-text.ts';
import type { Position } from './position.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';
import { toWriteOwnLeaf, writeLeaf } from './write-leaf.ts';
import { close, IrregularValueError, start, type Write, type WriteField, type Writing } from './writing.ts';

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

/** What data begins with. */
const OPENING = '{'.charCodeAt(0);

/** Prepares the writing of one operation's answers; each part is worked out when the first answer comes to it. */
export function createTextWriter(projection: ObjectProjection, matchesType: MatchesType): WriteText {
  let slots = 0;
  const writing: Writing = { matchesType, nextSlot: () => slots++, holes: new Map(), isPlain: false, isOpen: false, texts: undefined };
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
    const made = toWriteFields(fields, '{', { writing, position: projection.position, after: '}' });
    known.set(typeName, made);
    return made;
  }

  function writeObject(text: string, value: DataObject): string {
    return writeAll(writersOf(concreteType ?? typeNameOf(value) ?? declaredType), text, value);
  }

  const part = writing.nextSlot();
  return (text, value) => {
    if (value instanceof PassedText) return writePassed(text, value, writing);
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

/** Text as it came, with what stands in its holes. */
function writePassed(before: string, { pieces, holes, kinds }: PassedText, writing: Writing): string {
  let text = before + (pieces[0] ?? '');
  for (let index = 0; index < holes.length; index += 1) {
    const projection = kinds[index]?.projection;
    if (projection !== undefined) text = toWriteHole(projection, writing)(text, holes[index]) + (pieces[index + 1] ?? '');
  }
  return text;
}

function toWriteHole(projection: ObjectProjection, writing: Writing): Write {
  const known = writing.holes.get(projection);
  if (known !== undefined) return known;
  const write = toWriteObject(projection, writing);
  writing.holes.set(projection, write);
  return write;
}

/** What fields stand among. */
interface Among {
  readonly writing: Writing;
  /** Of the objects; absent where what identifies them is not to be had. */
  readonly position?: Position;
  /** What ends the object, to be written behind the last; nothing for fields in its midst. */
  readonly after: string;
}

/**
 * What stands between `before` and `after`, field by field. Neighbours that one linked entity decides on are written together, once for all who share
 * it: what is read from it, and what identifies it, which is the same in all objects at `position` that share it.
 */
function toWriteFields(fields: readonly FieldProjection[], before: string, { writing, position, after }: Among): WriteField[] {
  const writers: WriteField[] = [];
  let end = fields.length === 0 ? before + after : after;
  for (let index = 0; index < fields.length;) {
    const lead = index === 0 ? before : ',';
    const { link, taken } = takeLinked(fields.slice(index), position);
    const field = fields[index];
    index += Math.max(1, taken.length);
    if (link === undefined) {
      if (field !== undefined) writers.push(toWriteField(field, lead, writing));
      continue;
    }
    const isLast = index === fields.length;
    writers.push(toWriteLinked(taken, { link, lead, writing, after: isLast ? end : '' }));
    if (isLast) end = '';
  }
  const last = end;
  if (last !== '') writers.push((text) => close(text, last, writing));
  return writers;
}

/** Neighbouring fields that a linked entity decides on. */
interface LinkedFields {
  /** Undefined where the first field is none of them. */
  readonly link: symbol | undefined;
  readonly taken: readonly PlainFieldProjection[];
}

/** The fields from the first on that are read from one and the same linked entity and nowhere else, or that identify it. */
function takeLinked(fields: readonly FieldProjection[], position: Position | undefined): LinkedFields {
  const link = fields.map(linkOf).find((one) => one !== undefined);
  const identity = position?.links.find(({ key }) => key === link)?.identity;
  const taken: PlainFieldProjection[] = [];
  for (const field of fields) {
    if (field.kind !== 'field' || !(linkOf(field) === link || (isOwnLeaf(field) && identity?.has(field.source) === true))) break;
    taken.push(field);
  }
  return link !== undefined && taken.some((field) => linkOf(field) === link) ? { link, taken } : { link: undefined, taken: [] };
}

/** The link to the only entity that a field is read from. */
function linkOf(field: FieldProjection): symbol | undefined {
  return field.kind === 'field' && field.sources.length === 1 ? field.sources[0]?.via[0] : undefined;
}

function isOwnLeaf({ sources }: PlainFieldProjection): boolean {
  const [source] = sources;
  return sources.length === 1 && source?.via.length === 0 && source.below === undefined;
}

function toWriteLinked(fields: readonly PlainFieldProjection[], options: Among & { readonly link: symbol; readonly lead: string }): WriteField {
  const { link, lead, writing, after } = options;
  const slot = writing.nextSlot();
  const apart = fields.map((field, index) => toWriteField(field, index === 0 ? lead : ',', writing));
  const parts: { readonly isOwn: boolean; readonly writers: readonly WriteField[] }[] = [];
  for (let index = 0; index < fields.length;) {
    const first = fields[index];
    const isOwn = first === undefined || linkOf(first) === undefined;
    const end = fields.findIndex((field, at) => at > index && (linkOf(field) === undefined) !== isOwn);
    const same = fields.slice(index, end === -1 ? fields.length : end);
    parts.push({ isOwn, writers: toWriteFields(isOwn ? same : same.map(toInner), index === 0 ? lead : ',', { writing, after: '' }) });
    index += same.length;
  }

  function writeEntity(data: DataObject, object: DataObject): string {
    const { isOpen } = writing;
    writing.isOpen = false;
    let text = '';
    for (const { isOwn, writers } of parts) text = writeAll(writers, text, isOwn ? object : data);
    text = close(text, after, writing);
    writing.isOpen = isOpen;
    return text;
  }

  return (text, object) => {
    const entity = followLink(object, link);
    if (entity === undefined) return close(writeAll(apart, text, object), after, writing);
    return close(text, (entity.texts[slot] ??= writeEntity(entity.data, object)), writing);
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
      return toWriteList(toWrite(projection.of, writing), writing);
    case 'leaf': {
      const { complete } = projection;
      return (text, value) => text + writeLeaf(complete(value));
    }
  }
}

function toWriteList(write: Write, writing: Writing): Write {
  return (before, value) => {
    if (value instanceof PassedText) return writePassed(before, value, writing);
    if (!Array.isArray(value)) throw new IrregularValueError();
    const items: readonly unknown[] = value;
    if (items.length === 0) return `${before}[]`;
    let text = write(`${before}[`, items[0]);
    for (let index = 1; index < items.length; index += 1) text = write(`${text},`, items[index]);
    return `${text}]`;
  };
}
