import {
  getArgumentValues,
  GraphQLError,
  getNamedType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { CostWeights } from './cost-weights.ts';
import { findField, isList, weighField } from './field-cost.ts';

/** How long a list is taken to be that nothing is said of. */
const DEFAULT_LIST_SIZE = 10;
/** What pages are asked for with, and where a connection keeps them, where `@listSize` doesn't say. */
const SLICING_ARGUMENTS = ['first', 'last', 'limit'];
const SIZED_FIELDS = ['nodes', 'edges'];

/** An operation whose cost is asked; its document is valid. */
export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an operation is expected to cost. */
export interface CostEstimate {
  readonly cost: number;
  /** True when it is the same for all values of the operation's variables. */
  readonly isFixed: boolean;
}

/**
 * The most that a valid operation is expected to cost, before it runs: objects weigh 1, times the sizes of the lists that
 * they are in. Its time grows with the expanded fields, which a limit bounds before.
 */
export function estimateCost(operation: CostedOperation, weights: CostWeights): CostEstimate {
  const { schema, document, definition, variables } = operation;
  const fragments = new Map<string, FragmentDefinitionNode>();
  let isFixed = true;
  for (const part of document.definitions) if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);

  function ofSet(set: SelectionSetNode, parent: GraphQLNamedType, sizes: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) sum += ofField(selection, parent, sizes);
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = fragment?.typeCondition?.name.value;
        const type = condition === undefined ? parent : (schema.getType(condition) ?? parent);
        if (fragment !== undefined) sum += ofSet(fragment.selectionSet, type, sizes);
      }
    }
    return Math.min(sum, Number.MAX_SAFE_INTEGER);
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType, sizes: ReadonlyMap<string, number>): number {
    const field = findField(parent, node.name.value);
    if (field === undefined) return 0;
    const listSize = weights.listSizes.get(`${parent.name}.${field.name}`);
    const slicing = listSize?.slicingArguments ?? SLICING_ARGUMENTS;
    if (isFixed && asksByVariable(node, slicing)) isFixed = false;
    const asked = readAskedSize(field, node, { slicing, variables });
    const list = isList(field.type);
    const size = list ? (sizes.get(field.name) ?? asked ?? listSize?.assumedSize ?? DEFAULT_LIST_SIZE) : 1;
    const sizedSize = asked ?? listSize?.assumedSize;
    const inner = new Map(list || sizedSize === undefined ? [] : (listSize?.sizedFields ?? SIZED_FIELDS).map((name) => [name, sizedSize] as const));
    const given = node.arguments?.map(({ name }) => name.value) ?? [];
    const one = weighField({ parent, definition: field, given }, schema, weights);
    const inside = node.selectionSet === undefined ? 0 : ofSet(node.selectionSet, getNamedType(field.type), inner);
    return Math.min(size * (one + inside), Number.MAX_SAFE_INTEGER);
  }

  const root = schema.getRootType(definition.operation);
  const cost = root === undefined || root === null ? 0 : ofSet(definition.selectionSet, root, new Map());
  return { cost, isFixed };
}

/** Whether a variable stands in an argument that says how long a list may be. */
function asksByVariable({ arguments: given = [] }: FieldNode, slicing: readonly string[]): boolean {
  const names = new Set(slicing.map((path) => path.split('.')[0]));
  return given.some(({ name, value }) => names.has(name.value) && hasVariable(value));
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariable(field.value));
  return value.kind === Kind.VARIABLE;
}

/** The largest size that the field's arguments ask for; undefined when they say none. */
function readAskedSize(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  { slicing, variables }: { slicing: readonly string[]; variables: CostedOperation['variables'] },
): number | undefined {
  if (field.args.length === 0) return undefined;
  const values = tryReadArguments(field, node, variables);
  const sizes = slicing.flatMap((path) => {
    const value = path
      .split('.')
      .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), values);
    return typeof value === 'number' && value >= 0 ? [value] : [];
  });
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}

/** A null that came by a variable may stand where none may be (GraphQL, section 5.8.5): executing the field tells that, and it brings nothing. */
function tryReadArguments(...given: Parameters<typeof getArgumentValues>): ReturnType<typeof getArgumentValues> {
  try {
    return getArgumentValues(...given);
  } catch (error) {
    if (error instanceof GraphQLError) return {};
    throw error;
  }
}
