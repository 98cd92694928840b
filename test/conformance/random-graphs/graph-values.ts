import { Kind, type TypeNode } from 'graphql';

/** The name of a type without lists and non-nulls. */
export function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** A value with each of its items changed, in however many lists. */
export function map(value: unknown, change: (one: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map((one: unknown) => map(one, change)) : change(value);
}

/** Two parts of one value as one. */
export function join(a: unknown, b: unknown): unknown {
  if (a === undefined) return b;
  if (Array.isArray(a) && Array.isArray(b)) return a.map((one: unknown, index) => join(one, b[index]));
  return typeof a === 'object' && typeof b === 'object' && a !== null && b !== null ? sorted({ ...a, ...b }) : b;
}

/** An object with its keys in one order. */
export function sorted(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The same text for the same value, in whatever order its names stand. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? sorted(one) : one));
}

/** A number of 32 bits that a text is drawn by. */
export function toDigest(text: string): number {
  let digest = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) digest = Math.imul(digest ^ text.charCodeAt(index), 16_777_619);
  digest = Math.imul(digest ^ (digest >>> 15), 2_246_822_507);
  return (digest ^ (digest >>> 13)) >>> 0;
}
