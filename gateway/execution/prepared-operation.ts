import { Kind, type DocumentNode, type GraphQLObjectType, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Operation } from '../operation.ts';
import { compilePlan, type LinkKeys } from './compile-plan.ts';
import type { CompiledCall, CompiledNode } from './compiled-plan.ts';
import { withoutDefers } from './defer/without-defers.ts';
import { toPosition } from './position.ts';
import { asksSubgraphs, toIntrospection } from './introspection.ts';
import { fragmentsOf } from './named-fragments.ts';
import { toPlanDocument } from './plan-document.ts';
import { createAnswerReaders, type AnswerReaders } from './passing/answer-readers.ts';
import type { Planner } from './planner.ts';
import { toRootProjection, type ObjectProjection } from './projection.ts';
import type { MatchesType } from './type-condition.ts';
import { createTextWriter, type WriteText } from './write-text.ts';

/** Everything about an operation that does not depend on a request. Shared by all requests that send it under the same conditions. */
export interface PreparedOperation {
  /** Undefined when no subgraph has to be asked. */
  readonly plan: CompiledNode | undefined;
  readonly subscription: { readonly source: CompiledCall; readonly rest: CompiledNode | undefined } | undefined;
  readonly introspection: DocumentNode | undefined;
  readonly projection: ObjectProjection;
  /** For who writes the answer as text. */
  readonly readers: AnswerReaders;
  readonly writeText: WriteText;
}

/** What an operation is prepared with. */
export interface PreparationSetting {
  readonly apiSchema: GraphQLSchema;
  readonly planner: Planner;
  readonly matchesApiType: MatchesType;
  readonly linkKeys: LinkKeys;
}

/** What a preparation depends on beside the operation's text. */
export interface PreparationChoice {
  /** Values of the variables in `@skip` and `@include`. */
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly overrides: ReadonlyMap<string, boolean>;
}

/** Plans an operation and compiles what it will need. Rejects with the planner's error. */
export async function prepareOperation(operation: Operation, choice: PreparationChoice, setting: PreparationSetting): Promise<PreparedOperation> {
  const { operationName } = operation;
  const { document, definition } = withoutDefers(operation);
  const { apiSchema, planner, matchesApiType } = setting;
  const { conditions, overrides } = choice;
  const fragments = fragmentsOf(document);
  const planned = toPlanDocument(apiSchema, { document, definition }, conditions);
  const { node } = asks(planned.document) ? await planner.plan({ document: planned.document, operationName, overrides }) : {};
  const compiled = node === undefined ? undefined : compilePlan(node, setting.linkKeys);
  const projection = toRootProjection(rootTypeOf(apiSchema, definition), definition.selectionSet, {
    schema: apiSchema,
    setting: { fragments, matchesType: matchesApiType, variables: conditions },
    keyOf: planned.keyOf,
    root: (compiled ?? NOTHING).root,
  });
  return {
    plan: compiled?.source === undefined ? compiled?.node : undefined,
    subscription: compiled?.source === undefined ? undefined : { source: compiled.source, rest: compiled.node },
    introspection: toIntrospection(definition, fragments),
    projection,
    readers: createAnswerReaders(compiled ?? NOTHING, projection),
    writeText: createTextWriter(projection, matchesApiType),
  };
}

const NOTHING = { root: toPosition({ fields: new Map() }), node: undefined };

/** Whether a planned document asks anything of a subgraph. */
export function asks(planned: DocumentNode): boolean {
  const definition = planned.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return definition?.kind === Kind.OPERATION_DEFINITION && asksSubgraphs(definition.selectionSet, fragmentsOf(planned));
}

/** The type that an operation begins with. */
export function rootTypeOf(schema: GraphQLSchema, definition: OperationDefinitionNode): GraphQLObjectType {
  const type = schema.getRootType(definition.operation);
  if (!type) throw new Error(`the schema has no root type for a ${definition.operation}`);
  return type;
}
