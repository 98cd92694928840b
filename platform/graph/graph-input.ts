import { badInput } from '../errors/coded-error.ts';
import type { Direction, GraphNode, GraphRelation } from './graph-store.ts';

/** What one call may ask for; both engines refuse more, so that no traversal runs without bound. */
export const GRAPH_LIMITS = { depth: 6, pathHops: 32, nodes: 10_000 } as const;

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
/** No control characters and no halves of surrogate pairs: those do not survive every engine. */
const ID = /^[^\p{Cc}\p{Cs}]{1,512}$/u;
const NAME_RULE = '1 to 64 letters, digits or _, starting with a letter';
const DIRECTIONS: readonly Direction[] = ['out', 'in', 'both'];

/** Throws BAD_USER_INPUT naming the first field of the change that may not be stored. That relations find their ends is the store's to check. */
export function assertGraphChange(change: { nodes: readonly GraphNode[]; relations: readonly GraphRelation[] }): void {
  change.nodes.forEach((node, index) => {
    assertNodeId(node.id, `nodes[${index}].id`);
    assertGraphName(node.label, `nodes[${index}].label`);
  });
  change.relations.forEach((relation, index) => {
    assertNodeId(relation.from, `relations[${index}].from`);
    assertNodeId(relation.to, `relations[${index}].to`);
    assertGraphName(relation.type, `relations[${index}].type`);
  });
}

/** Throws BAD_USER_INPUT unless `name` may be a label or a relation's type; what passes holds no quote of any query language. */
export function assertGraphName(name: string, field: string): void {
  if (!NAME.test(name)) throw badInput(field, NAME_RULE, name);
}

/** Throws BAD_USER_INPUT unless the options are within GRAPH_LIMITS. */
export function assertNeighbourhoodOptions(options: { depth: number; direction: Direction; types?: readonly string[]; limit: number }): void {
  assertWithin(options.depth, GRAPH_LIMITS.depth, 'depth');
  assertWithin(options.limit, GRAPH_LIMITS.nodes, 'limit');
  if (!DIRECTIONS.includes(options.direction)) throw badInput('direction', `one of ${DIRECTIONS.join(', ')}`, options.direction);
  options.types?.forEach((type, index) => assertGraphName(type, `types[${index}]`));
}

/** Throws BAD_USER_INPUT unless `value` is a whole number from 1 to `max`. */
export function assertWithin(value: number, max: number, field: string): void {
  if (!Number.isInteger(value) || value < 1 || value > max) throw badInput(field, `a whole number from 1 to ${max}`, value);
}

function assertNodeId(id: string, field: string): void {
  if (!ID.test(id)) throw badInput(field, '1 to 512 characters, none of them a control character', id);
}
