import { Kind, visit, type DocumentNode, type FragmentDefinitionNode, type GraphQLObjectType, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Operation } from '../operation.ts';
import { createBoundedMap } from './bounded-map.ts';
import { compileFetch, compilePlan, type CompiledFetch, type CompiledNode } from './compiled-plan.ts';
import { asksSubgraphs, toIntrospection } from './introspection.ts';
import { toPlanDocument } from './plan-document.ts';
import type { Planner } from './planner.ts';
import { toRootProjection, type ObjectProjection, type Projecting } from './projection.ts';
import type { MatchesType } from './type-condition.ts';

/** Everything about an operation that does not depend on a request. Shared by all requests that send it. */
export interface PreparedOperation {
  /** Undefined when no subgraph has to be asked. */
  readonly plan: CompiledNode | undefined;
  readonly subscription: { readonly primary: CompiledFetch; readonly rest: CompiledNode | undefined } | undefined;
  readonly introspection: DocumentNode | undefined;
  /** How to build the answer when the variables in `@skip` and `@include` have these values. */
  projectionFor(variables: Readonly<Record<string, unknown>>): ObjectProjection;
}

/** At most so many combinations of conditions keep their projection; further ones are worked out again. */
const MAX_PROJECTIONS = 16;

export interface PreparationSetting {
  readonly apiSchema: GraphQLSchema;
  readonly planner: Planner;
  readonly matchesApiType: MatchesType;
}

/** Plans an operation and compiles what it will need. Rejects with the planner's error. */
export async function prepareOperation(operation: Operation, overrides: ReadonlyMap<string, boolean>, setting: PreparationSetting): Promise<PreparedOperation> {
  const { document, definition, operationName } = operation;
  const fragments = fragmentsOf(document);
  const needsPlan = asksSubgraphs(definition.selectionSet, fragments);
  const { document: planned, keyOf } = toPlanDocument(setting.apiSchema, document, definition);
  const { node } = needsPlan ? await setting.planner.plan({ document: planned, operationName, overrides }) : {};
  return {
    plan: node === undefined || node.kind === 'Subscription' ? undefined : compilePlan(node),
    subscription: node?.kind === 'Subscription' ? { primary: compileFetch(node.primary), rest: node.rest === undefined ? undefined : compilePlan(node.rest) } : undefined,
    introspection: toIntrospection(definition, fragments),
    projectionFor: createProjections(definition, fragments, { ...setting, keyOf }),
  };
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(document.definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [])));
}

type ProjectionSetting = PreparationSetting & Pick<Projecting, 'keyOf'>;

function createProjections(definition: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, setting: ProjectionSetting): PreparedOperation['projectionFor'] {
  const rootType = rootTypeOf(setting.apiSchema, definition);
  const conditions = conditionVariables([definition, ...fragments.values()]);
  const known = createBoundedMap<string, ObjectProjection>(MAX_PROJECTIONS);
  return (variables) => {
    const key = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const values = Object.fromEntries(conditions.map((name) => [name, variables[name]]));
    const made = toRootProjection(rootType, definition.selectionSet, {
      schema: setting.apiSchema,
      setting: { fragments, matchesType: setting.matchesApiType, variables: values },
      keyOf: setting.keyOf,
    });
    known.set(key, made);
    return made;
  };
}

function conditionVariables(nodes: readonly (OperationDefinitionNode | FragmentDefinitionNode)[]): string[] {
  const names = new Set<string>();
  for (const node of nodes) {
    visit(node, {
      Directive({ name, arguments: given = [] }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return [...names];
}

function rootTypeOf(schema: GraphQLSchema, definition: OperationDefinitionNode): GraphQLObjectType {
  const type = schema.getRootType(definition.operation);
  if (!type) throw new Error(`the schema has no root type for a ${definition.operation}`);
  return type;
}
