import { GraphQLError, parse, type DocumentNode } from 'graphql';

/** A subgraph's part of the whole. */
export interface SubgraphSdl {
  readonly name: string;
  /** May be empty when the subgraph runs in this process. */
  readonly url: string;
  readonly sdl: string;
}

/** What a subgraph, or their sum, breaks; codes are those of Apollo's composition. */
export interface CompositionProblem {
  readonly code: string;
  readonly message: string;
}

/** What came of composing; hints are no faults. */
export type Composition =
  | { readonly kind: 'composed'; readonly sdl: string; readonly hints: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly CompositionProblem[] };

/** Composes subgraphs into a supergraph's SDL, or tells every problem at once. Loads Apollo's composition when first called. */
export async function composeSupergraph(subgraphs: readonly SubgraphSdl[]): Promise<Composition> {
  const parsed = subgraphs.map(parseSubgraph);
  const problems = parsed.flatMap((part) => ('problem' in part ? [part.problem] : []));
  if (problems.length > 0) return { kind: 'refused', problems };
  const services = parsed.flatMap((part) => ('service' in part ? [part.service] : []));
  const { composeServices } = await import('@apollo/composition');
  const { supergraphSdl, errors, hints = [] } = composeServices(services);
  if (supergraphSdl === undefined) return { kind: 'refused', problems: errors.map(toProblem) };
  return { kind: 'composed', sdl: supergraphSdl, hints: hints.map(String) };
}

type Parsed = { readonly service: { name: string; url: string; typeDefs: DocumentNode } } | { readonly problem: CompositionProblem };

function parseSubgraph({ name, url, sdl }: SubgraphSdl): Parsed {
  try {
    return { service: { name, url, typeDefs: parse(sdl) } };
  } catch (error) {
    const [at] = error instanceof GraphQLError ? (error.locations ?? []) : [];
    const where = at === undefined ? '' : ` at line ${at.line}, column ${at.column}`;
    return { problem: { code: 'INVALID_GRAPHQL', message: `[${name}] ${error instanceof Error ? error.message : String(error)}${where}` } };
  }
}

function toProblem(error: GraphQLError): CompositionProblem {
  const code = error.extensions['code'];
  return { code: typeof code === 'string' ? code : 'INVALID_GRAPHQL', message: error.message };
}
