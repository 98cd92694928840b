import {
  getNamedType,
  isCompositeType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { endsHere } from '../supergraph/linked-directives.ts';
import { isIncluded } from './collect-fields.ts';
import { fragmentsOf } from './named-fragments.ts';
import { findRivals } from './rival-fields.ts';

/** An operation as the planner gets it, and where each of the client's fields is found in what the subgraphs bring. */
export interface PlanDocument {
  readonly document: DocumentNode;
  /** The key in the merged data for a field of the client's document. */
  keyOf(field: FieldNode): string;
}

const TYPENAME: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }] };

/**
 * Rewrites an operation for the planner, for one set of values of the variables in its conditions.
 *
 * What `@skip` and `@include` leave out is gone, and the directives with it: a plan holds for those values alone, and asks for
 * nothing that they leave out.
 *
 * Every field gets a key that says what it is: its own name, or a number and its name when it can take arguments or bears an
 * alias. What the planner adds by itself (keys and required fields, under their own names) then never meets a client's alias
 * or another choice of arguments. Leaves under several aliases are fetched once; objects are not, for below one alias an error
 * may make null what below another is fine. For the same reason rivals get keys of their own. Fields of a mutation's root keep the
 * client's names: each is an act of its own.
 *
 * Directives that no subgraph gets are gone as well.
 */
export function toPlanDocument(
  schema: GraphQLSchema,
  operation: { readonly document: DocumentNode; readonly definition: OperationDefinitionNode },
  conditions: Readonly<Record<string, unknown>>,
): PlanDocument {
  const { document, definition } = operation;
  const keys = new Map<FieldNode, string>();
  const numbers = new Map<string, number>();
  const typeInfo = new TypeInfo(schema);
  const fragments = fragmentsOf(document);
  const rivalNumber = findRivals(schema, definition, fragments);

  function chooseKey(field: FieldNode): string {
    const name = field.name.value;
    const responseName = field.alias?.value ?? name;
    if (typeInfo.getParentType() === schema.getMutationType()) return responseName;
    const fieldDefinition = typeInfo.getFieldDef();
    if (fieldDefinition === null || fieldDefinition === undefined || name.startsWith('__')) return name;
    const directives = withoutConditions(field.directives).filter(({ name: directive }) => !endsHere(schema, directive.value));
    const isObject = isCompositeType(getNamedType(fieldDefinition.type));
    const rival = rivalNumber(field);
    if (fieldDefinition.args.length === 0 && directives.length === 0 && rival === 0 && (!isObject || responseName === name)) return name;
    const asked = [isObject ? responseName : '', rival, name, ...(field.arguments ?? []).map(print).toSorted(), ...directives.map(print)].join(' ');
    const number = numbers.get(asked) ?? numbers.size;
    numbers.set(asked, number);
    return `_${number}_${name}`;
  }

  const rewritten: DocumentNode = visit(
    { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] },
    visitWithTypeInfo(typeInfo, {
      Field: {
        enter(field) {
          if (!isIncluded(field, conditions)) return null;
          const key = chooseKey(field);
          keys.set(field, key);
          const { alias: _responseName, ...rest } = field;
          const alias = key === field.name.value ? {} : { alias: { kind: Kind.NAME, value: key } as const };
          return { ...rest, ...alias, directives: withoutConditions(field.directives) };
        },
        leave: (field) => (field.selectionSet?.selections.length === 0 ? { ...field, selectionSet: TYPENAME } : undefined),
      },
      InlineFragment: {
        enter: (fragment) => (isIncluded(fragment, conditions) ? { ...fragment, directives: withoutConditions(fragment.directives) } : null),
        leave: (fragment) => (fragment.selectionSet.selections.length === 0 ? null : undefined),
      },
      FragmentSpread: (spread) => (isIncluded(spread, conditions) ? { ...spread, directives: withoutConditions(spread.directives) } : null),
      Directive: ({ name }) => (endsHere(schema, name.value) ? null : undefined),
      FragmentDefinition: {
        leave: (fragment) => (fragment.selectionSet.selections.length === 0 ? { ...fragment, selectionSet: TYPENAME } : undefined),
      },
    }),
  );
  return { document: rewritten, keyOf: (field) => keys.get(field) ?? field.alias?.value ?? field.name.value };
}

function withoutConditions(directives: readonly DirectiveNode[] = []): readonly DirectiveNode[] {
  return directives.filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
}
