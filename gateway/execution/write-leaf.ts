import type { PlainFieldProjection } from './projection.ts';
import { IrregularValueError, type WriteField, type Writing } from './writing.ts';

/** What needs a second look before it can stand between quotes. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/u;

/** A leaf of a built-in type that stands in the object itself, which most fields are, in one step. What is irregular goes the long way. */
export function toWriteOwnLeaf(
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

/** A completed leaf; undefined means that it was refused. */
export function writeLeaf(value: unknown): string {
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
