import { createRandom } from '../differential/random.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import type { Arrangement } from '../federation/federation.ts';
import { sdlOf } from '../federation/fixture-subgraph.ts';
import { ImpossibleGraphError } from './graph-data.ts';
import { drawGraph, type RandomGraph } from './random-graph.ts';
import { drawOperations, openGraph } from './try-graph.ts';

/** What came of one seed's operations. */
export interface Outcome {
  readonly operations: number;
  /** Requests to subgraphs that all of them took. */
  readonly requests: number;
  readonly disagreements: readonly Disagreement[];
}

/** An operation that the gateway answers otherwise than one schema does. */
export interface Disagreement {
  /** The seed and the operation's number. */
  readonly name: string;
  readonly problem: string;
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

/** The graph of a seed; undefined for one that does not compose. */
export async function drawComposed(seed: number): Promise<RandomGraph | undefined> {
  const graph = drawGraph(createRandom(seed));
  try {
    const composition = await composeSupergraph(graph.parts.map((part) => ({ name: part.name, url: 'http://unused.invalid', sdl: sdlOf(part) })));
    return composition.kind === 'refused' ? undefined : graph;
  } catch {
    // Some are beyond the composition itself.
    return undefined;
  }
}

/** Runs the operations of a seed through the gateway and through one schema. */
export async function findDisagreements(graph: RandomGraph, options: { seed: number; count: number; arrangement: Arrangement }): Promise<Outcome> {
  const { seed, count, arrangement } = options;
  const served = await openGraph(graph, { seed, arrangement });
  const disagreements: Disagreement[] = [];
  let requests = 0;
  let operations = 0;
  try {
    for (const [index, operation] of drawOperations(served.federation.supergraph.apiSchema, seed, count).entries()) {
      try {
        const { problem, asked } = await served.run(operation);
        operations += 1;
        requests += asked.length;
        if (problem !== undefined) disagreements.push({ name: `${seed}/${index}`, problem, ...operation });
      } catch (error) {
        if (error instanceof ImpossibleGraphError) continue;
        disagreements.push({ name: `${seed}/${index}`, problem: String(error), ...operation });
      }
    }
  } finally {
    await served.close();
  }
  return { operations, requests, disagreements };
}
