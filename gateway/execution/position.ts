import type { MergeShape } from './merge-shape.ts';
import type { Source } from './read-source.ts';

/**
 * What the fetches of a plan bring for the objects at one place of the response, as far as the plan says: keys of the
 * object's own answer, and links to what other fetches bring for it. It decides where a value is read from, so that a
 * subgraph's key which was not asked for is never seen. It grows while the plan is compiled, fetch by fetch.
 */
export interface Position {
  readonly fields: Map<string, Position | undefined>;
  readonly links: PositionLink[];
  /** Keys of the object's own answer that later fetches send on. */
  readonly read: Set<string>;
  /** Whether a fetch goes on from some of the objects only, by their type. */
  isToldApart: boolean;
}

/** Says that under `key` hangs the object that a subgraph answered for the one at hand. */
export interface PositionLink {
  readonly key: symbol;
  /** What stands in the linked answer. */
  readonly position: Position;
  /** Keys of the object itself that are equal for all objects which share the link; undefined for a link that is not of an entity. */
  readonly identity: ReadonlySet<string> | undefined;
}

/** Where a key of an object is found, and the position of the objects below it. */
export interface FoundSource extends Source {
  readonly below: Position | undefined;
  /** The position that has the key. */
  readonly holder: Position;
}

/** Thrown where two fetches bring parts of one object: their answers have to be merged, links do not do. */
export class OverlapError extends Error {
  constructor(key: string) {
    super(`two fetches bring parts of ${key}`);
    this.name = 'OverlapError';
  }
}

/** A position of its own with the keys of a shape. */
export function toPosition(shape: MergeShape): Position {
  const fields = new Map<string, Position | undefined>();
  for (const [key, child] of shape.fields) fields.set(key, child === undefined ? undefined : toPosition(child));
  return { fields, links: [], read: new Set(), isToldApart: false };
}

/** Every place in which a key of the objects at a position may be: their own answer first, then links in the order of the plan. */
export function findSources(position: Position, key: string): FoundSource[] {
  return [
    ...(position.fields.has(key) ? [{ via: [], key, below: position.fields.get(key), holder: position }] : []),
    ...position.links.flatMap((link) => findSources(link.position, key).map((source) => ({ ...source, via: [link.key, ...source.via] }))),
  ];
}

/** A link that a fetch adds. */
interface NewLink {
  readonly shape: MergeShape;
  readonly key: symbol;
  readonly identity: ReadonlySet<string> | undefined;
  /** The link of the position whose answer gets the new one; undefined for the objects themselves. */
  readonly host: symbol | undefined;
}

/** Adds a fetch's link to a position. Throws an OverlapError when something would have to be merged. */
export function addLink(position: Position, { shape, key, identity, host }: NewLink): void {
  for (const [name, child] of shape.fields) {
    const isMet = (source: FoundSource) => source.below !== undefined || child !== undefined;
    if (findSources(position, name).some(isMet)) throw new OverlapError(name);
  }
  const holder = host === undefined ? position : position.links.find((link) => link.key === host)?.position;
  holder?.links.push({ key, identity, position: toPosition(shape) });
}

/** Adds a fetch's keys to those of the objects' own. */
export function addFields(position: Position, shape: MergeShape): void {
  for (const [key, child] of shape.fields) {
    const existing = position.fields.get(key);
    if (existing !== undefined && child !== undefined) addFields(existing, child);
    else if (existing === undefined) position.fields.set(key, child === undefined ? undefined : toPosition(child));
  }
}
