import type { Supergraph as FederationSupergraph } from '@apollo/federation-internals';
import { buildASTSchema, GraphQLError, Kind, parse, print, type ConstArgumentNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import { withLinkedDirectives } from './linked-directives.ts';
import { withOneOf } from './one-of.ts';
import { orderKeys } from './order-keys.ts';
import { readOverrideLabels } from './override-labels.ts';
import { withStandIns, type StandIns } from './stand-ins.ts';

/** A supergraph read from its SDL. Immutable. */
export interface Supergraph {
  readonly sdl: string;
  /** What clients see: without the directives of composition and without what is inaccessible, and with `@defer`. */
  readonly apiSchema: GraphQLSchema;
  /** All types that subgraphs may answer with, the inaccessible ones too. */
  readonly fullSchema: GraphQLSchema;
  readonly subgraphs: readonly SubgraphAddress[];
  /** Labels of progressive overrides that occur in it. */
  readonly overrideLabels: readonly string[];
  /** The same supergraph as planners see it: with stand-ins, if there are any. */
  readonly planningSdl: string;
  readonly federation: FederationSupergraph;
  readonly standIns: StandIns | undefined;
  /** True where there should be stand-ins, and planners would not take the supergraph with them. */
  readonly lacksStandIns: boolean;
}

/** A subgraph as the supergraph names it. */
export interface SubgraphAddress {
  readonly name: string;
  /** As composition recorded it; empty when the subgraph has none. */
  readonly url: string;
}

/** Reads a supergraph's SDL. Throws a SupergraphError in one line when it is not one, or needs a feature that this gateway lacks. */
export async function readSupergraph(sdl: string): Promise<Supergraph> {
  const { Supergraph: Federation, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } = await import('@apollo/federation-internals');
  try {
    const document = orderKeys(withOneOf(parse(sdl, { noLocation: true })));
    assertComposed(document);
    const build = (one: DocumentNode) => Federation.build(one, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: true });
    const federation = build(document);
    const fullSchema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
    const planned = standIn(document, { fullSchema, build });
    return {
      sdl,
      apiSchema: withLinkedDirectives(federation.apiSchema().toGraphQLJSSchema({ includeDefer: true }), fullSchema),
      fullSchema,
      subgraphs: federation.subgraphsMetadata().map(({ name, url }) => ({ name, url })),
      overrideLabels: readOverrideLabels(document),
      planningSdl: sdl,
      federation,
      standIns: undefined,
      lacksStandIns: false,
      ...planned,
    };
  } catch (error) {
    throw new SupergraphError(`not a usable supergraph: ${toLine(error)}`, { cause: error });
  }
}

const JOIN_SPECIFICATION = '/join/v';

// The commonest slip is a subgraph's SDL or the schema that clients see; what federation says of these helps nobody.
function assertComposed(document: DocumentNode): void {
  const isComposed = document.definitions.some(
    (definition) => definition.kind === Kind.SCHEMA_DEFINITION && definition.directives?.some(({ arguments: args = [] }) => args.some(namesJoin)),
  );
  if (!isComposed) throw new Error('its schema links to no join specification; compose it from the subgraphs, or let `gateway --introspect` do so');
}

function namesJoin({ value }: ConstArgumentNode): boolean {
  return value.kind === Kind.STRING && value.value.includes(JOIN_SPECIFICATION);
}

/** What is other in a supergraph that needs stand-ins; undefined where none are needed. */
function standIn(
  document: DocumentNode,
  { fullSchema, build }: { fullSchema: GraphQLSchema; build: (document: DocumentNode) => FederationSupergraph },
): Pick<Supergraph, 'planningSdl' | 'federation' | 'standIns'> | Pick<Supergraph, 'lacksStandIns'> | undefined {
  const apart = withStandIns(document, fullSchema);
  if (apart === undefined) return undefined;
  try {
    const federation = build(apart.document);
    federation.subgraphs();
    return { planningSdl: print(apart.document), federation, standIns: apart.standIns };
  } catch {
    return { lacksStandIns: true };
  }
}

/** Why a supergraph was refused or not found; the message is one line for the one who started the process. */
export class SupergraphError extends Error {
  constructor(message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'SupergraphError';
  }
}

function toLine(error: unknown): string {
  const text = error instanceof GraphQLError || error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').slice(0, 500);
}
