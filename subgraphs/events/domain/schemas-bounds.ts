import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { SchemaGap, SchemaPair } from './schemas-containment.ts';

/** The gaps between two schemas of strings. */
export function findStringGaps(pair: SchemaPair): readonly SchemaGap[] {
  return findBoundGaps(pair, { lower: ['minLength'], upper: ['maxLength'] });
}

/** The gaps between two schemas of numbers. */
export function findNumberGaps(pair: SchemaPair): readonly SchemaGap[] {
  return findBoundGaps(pair, { lower: ['minimum', 'exclusiveMinimum'], upper: ['maximum', 'exclusiveMaximum'] });
}

/** The gaps between two schemas of lists. */
export function findArrayGaps(pair: SchemaPair): readonly SchemaGap[] {
  const { writer, reader, path, compare } = pair;
  const [written, read] = [writer['items'], reader['items']];
  const isTuple = Array.isArray(written) || Array.isArray(read);
  const items = isTuple
    ? JSON.stringify([written, writer['additionalItems']]) === JSON.stringify([read, reader['additionalItems']]) || read === undefined
      ? []
      : [{ path, reason: 'has other items by place' }]
    : compare(written, read, `${path}/*`);
  const unique = reader['uniqueItems'] === true && writer['uniqueItems'] !== true ? [{ path, reason: 'may hold the same item twice' }] : [];
  return [...items, ...unique, ...findBoundGaps(pair, { lower: ['minItems'], upper: ['maxItems'] })];
}

/** Where the reader's bounds are narrower than the writer's; a name that begins with `exclusive` leaves the bound itself out. */
export function findBoundGaps(pair: SchemaPair, names: { lower: readonly string[]; upper: readonly string[] }): readonly SchemaGap[] {
  const { writer, reader, path } = pair;
  const [writerLow, readerLow] = [lowest(writer, names.lower), lowest(reader, names.lower)];
  const [writerHigh, readerHigh] = [highest(writer, names.upper), highest(reader, names.upper)];
  const low = isNarrower(readerLow, writerLow, 1) ? [{ path, reason: `may lie below the ${names.lower[0] ?? ''} of ${readerLow.at}` }] : [];
  const high = isNarrower(readerHigh, writerHigh, -1) ? [{ path, reason: `may lie above the ${names.upper[0] ?? ''} of ${readerHigh.at}` }] : [];
  return [...low, ...high];
}

interface Bound {
  readonly at: number;
  readonly isOpen: boolean;
}

function lowest(schema: JsonObject, names: readonly string[]): Bound {
  return boundsOf(schema, names).reduce((a, b) => (isNarrower(b, a, 1) ? b : a), { at: Number.NEGATIVE_INFINITY, isOpen: false });
}

function highest(schema: JsonObject, names: readonly string[]): Bound {
  return boundsOf(schema, names).reduce((a, b) => (isNarrower(b, a, -1) ? b : a), { at: Number.POSITIVE_INFINITY, isOpen: false });
}

function boundsOf(schema: JsonObject, names: readonly string[]): readonly Bound[] {
  return names.flatMap((name) => {
    const at = schema[name];
    return typeof at === 'number' ? [{ at, isOpen: name.startsWith('exclusive') }] : [];
  });
}

function isNarrower(a: Bound, b: Bound, sign: 1 | -1): boolean {
  return a.at === b.at ? a.isOpen && !b.isOpen : (a.at - b.at) * sign > 0;
}
