import { LinkedEntity } from '../linked-entity.ts';
import { isDataObject, readKey, writeKey, type DataObject } from '../own-property.ts';
import type { Position } from '../position.ts';
import type { ObjectProjection } from '../projection.ts';
import type { Run } from '../run.ts';

/** What the objects in holes of one kind have in common. */
export interface HoleKind {
  /** Where the plan puts them. */
  readonly position: Position;
  /** How the client sees them. */
  readonly projection: ObjectProjection;
}

/**
 * A list or object of a subgraph's answer that goes to the client as it came, checked and written as JSON writes it, with holes where objects
 * stand that are written like any: because other fetches bring something for them, or the client wants them in another form.
 */
export class PassedText {
  /** The text before, between and behind the holes. */
  readonly pieces: readonly string[];
  readonly holes: readonly DataObject[];
  /** Of what kind each hole is. */
  readonly kinds: readonly HoleKind[];

  constructor(pieces: readonly string[], holes: readonly DataObject[], kinds: readonly HoleKind[]) {
    this.pieces = pieces;
    this.holes = holes;
    this.kinds = kinds;
  }
}

/** What stands for a hole while its text is read; no string of a text that was passed begins so. */
const HOLE = '\u0000';

/**
 * Puts data in the place of all text that has come so far, so that they can be looked into. Objects in holes stay the same. Looks at what has
 * come since it last did once, however many errors ask for it, and needs no more stack for a deep answer than for any.
 */
export function restorePassed(run: Pick<Run, 'root' | 'readers' | 'mayHoldText'>): void {
  if (run.readers === undefined || run.readers.size === 0 || !run.mayHoldText) return;
  run.mayHoldText = false;
  const seen = new Set<object>();
  const left: unknown[] = [run.root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof LinkedEntity) left.push(value.data);
    else if (Array.isArray(value)) for (const item of value as readonly unknown[]) left.push(item);
    else if (isDataObject(value)) restoreObject(value, left);
  }
}

function restoreObject(object: DataObject, left: unknown[]): void {
  for (const [key, value] of Object.entries(object)) {
    if (value instanceof PassedText) writeKey(object, key, toData(value));
    left.push(value instanceof PassedText ? readKey(object, key) : value);
  }
  for (const link of Object.getOwnPropertySymbols(object)) left.push(object[link]);
}

function toData({ pieces, holes }: PassedText): unknown {
  const text = pieces.reduce((before, piece, index) => `${before}${JSON.stringify(`${HOLE}${index - 1}`)}${piece}`);
  return JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' && value.startsWith(HOLE) ? holes[Number(value.slice(1))] : value));
}
