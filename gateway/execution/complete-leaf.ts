import { isEnumType, type GraphQLLeafType } from 'graphql';
import { isDeeperThan } from '../../platform/json/json-depth.ts';

const MAX_INT = 2_147_483_647;
const MIN_INT = -2_147_483_648;
/** Of a custom scalar's value. Far beyond any document's, far below what makes writing JSON run out of stack. */
const MAX_LEVELS = 1_000;

/** What a leaf's value must be; undefined from a check means that the value is not one. */
export type CompleteLeaf = (value: unknown) => unknown;

/**
 * Checks a subgraph's leaf value against the API schema: enum values that clients may not see and built-in scalars
 * of another type are refused, custom scalars pass as they are unless they are nested so deep that no answer could hold them.
 */
export function toLeafCompletion(type: GraphQLLeafType): CompleteLeaf {
  if (isEnumType(type)) {
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => (typeof value === 'string' && names.has(value) ? value : undefined);
  }
  switch (type.name) {
    case 'Int':
      return (value) => (Number.isInteger(value) && Number(value) <= MAX_INT && Number(value) >= MIN_INT ? value : undefined);
    case 'Float':
      return (value) => (Number.isFinite(value) ? value : undefined);
    case 'String':
      return (value) => (typeof value === 'string' ? value : undefined);
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? value : undefined);
    case 'ID':
      return (value) => (typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined);
    default:
      return (value) => (typeof value === 'object' && isDeeperThan(MAX_LEVELS, value) ? undefined : value);
  }
}
