import { isDataObject, type DataObject } from './own-property.ts';
import type { FieldProjection, ObjectProjection, ValueProjection } from './projection.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

/**
 * Writes the response's data as JSON text straight from what the subgraphs brought: the same text that `projectData` and
 * `JSON.stringify` make of it. Undefined where anything is not as the schema says; then the data has to be projected, so that each
 * error finds its place.
 */
export type WriteText = (data: DataObject) => string | undefined;

/** Thrown where a value is not what the schema says, or null where none may be. */
class IrregularValueError extends Error {}

/** Writes one value; throws an IrregularValueError. */
type Write = (value: unknown) => string;

/** Writes a field of an object, its name included. */
type WriteField = (object: DataObject) => string;

/** What needs a second look before it can stand between quotes. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/u;

/** Prepares the writing of one operation's answers; each part is worked out when the first answer comes to it. */
export function createTextWriter(projection: ObjectProjection, matchesType: MatchesType): WriteText {
  const write = toWriteObject(projection, matchesType);
  return (data) => {
    try {
      const text = write(data);
      // A text made by concatenation is a tree many times its size. To ask for its bytes puts it together now: until an answer is
      // sent, others are written, and all their trees together would be copied by each collection of garbage.
      Buffer.byteLength(text);
      return text;
    } catch (error) {
      if (error instanceof IrregularValueError) return undefined;
      throw error;
    }
  };
}

function toWriteObject(projection: ObjectProjection, matchesType: MatchesType): Write {
  const known = new Map<string, readonly WriteField[]>();

  function writersOf(typeName: string): readonly WriteField[] {
    const existing = known.get(typeName);
    if (existing !== undefined) return existing;
    const fields = matchesType(typeName, projection.declaredType) ? projection.fieldsOf(typeName) : undefined;
    if (fields === undefined) throw new IrregularValueError();
    const made = fields.map((field, index) => toWriteField(field, { isFirst: index === 0, matchesType }));
    known.set(typeName, made);
    return made;
  }

  return (value) => {
    if (!isDataObject(value)) throw new IrregularValueError();
    let text = '{';
    for (const write of writersOf(projection.concreteType ?? typeNameOf(value) ?? projection.declaredType)) text += write(value);
    return `${text}}`;
  };
}

function toWriteField(field: FieldProjection, { isFirst, matchesType }: { isFirst: boolean; matchesType: MatchesType }): WriteField {
  const name = `${isFirst ? '' : ','}${JSON.stringify(field.key)}:`;
  if (field.kind === 'field') {
    const { read } = field;
    const write = toWrite(field.value, matchesType);
    return (object) => name + write(read(object));
  }
  if (field.kind === 'whole' || field.typeName === undefined) {
    return () => {
      throw new IrregularValueError();
    };
  }
  const whole = name + JSON.stringify(field.typeName);
  return () => whole;
}

function toWrite(projection: ValueProjection, matchesType: MatchesType): Write {
  if (projection.kind === 'nonNull') {
    const write = toWritePresent(projection.of, matchesType);
    return (value) => {
      if (value === null || value === undefined) throw new IrregularValueError();
      return write(value);
    };
  }
  const write = toWritePresent(projection, matchesType);
  return (value) => (value === null || value === undefined ? 'null' : write(value));
}

function toWritePresent(projection: ValueProjection, matchesType: MatchesType): Write {
  switch (projection.kind) {
    case 'nonNull':
      return toWrite(projection, matchesType);
    case 'object':
      return toWriteObject(projection.of, matchesType);
    case 'list':
      return toWriteList(toWrite(projection.of, matchesType));
    case 'leaf': {
      const { complete } = projection;
      return (value) => writeLeaf(complete(value));
    }
  }
}

function toWriteList(write: Write): Write {
  return (value) => {
    if (!Array.isArray(value)) throw new IrregularValueError();
    const items: readonly unknown[] = value;
    if (items.length === 0) return '[]';
    let text = `[${write(items[0])}`;
    for (let index = 1; index < items.length; index += 1) text += `,${write(items[index])}`;
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
