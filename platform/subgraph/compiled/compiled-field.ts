import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import type { Place, Run } from './run.ts';

/** A field of one object type as an operation selects it. */
export interface CompiledField {
  /** Its name in the answer. */
  readonly key: string;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  /** More than one when selections merge; the first has the arguments. */
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
}

/** What resolvers take as `info`; `place` is the field's, or one of an item in its list. */
export function toInfo({ parentType, definition, nodes }: CompiledField, run: Run, place: Place): GraphQLResolveInfo {
  const { schema, fragments, operation } = run.program;
  return {
    fieldName: definition.name,
    fieldNodes: nodes,
    returnType: definition.type,
    parentType,
    path: toFieldPlace(place),
    schema,
    fragments,
    rootValue: run.rootValue,
    operation,
    variableValues: run.variables,
  };
}

function toFieldPlace(place: Place): Place {
  let at = place;
  while (typeof at.key === 'number' && at.prev !== undefined) at = at.prev;
  return at;
}
