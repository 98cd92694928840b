import { execute, parse } from 'graphql';
import type { OperationResult } from '../../../gateway/operation.ts';
import type { SubgraphRequest } from '../../../platform/subgraph/endpoint.ts';
import { createRandom } from '../differential/random.ts';
import { writeOperation, type RandomOperation } from '../differential/random-operation.ts';
import { startFederation, type Arrangement, type Federation } from '../federation/federation.ts';
import { createGraphData, IMPOSSIBLE, ImpossibleGraphError, type GraphData } from './graph-data.ts';
import { readModel } from './graph-model.ts';
import type { RandomGraph } from './random-graph.ts';
import { createTruthResolver, createTurns, findGone, serveGraph } from './serve-graph.ts';

/** What became of one operation. */
export interface Trial {
  readonly operation: RandomOperation;
  /** What is wrong with the answer; undefined for nothing. */
  readonly problem: string | undefined;
  readonly asked: readonly (readonly [string, SubgraphRequest])[];
}

/** A graph behind an engine. */
export interface ServedGraph {
  readonly federation: Federation;
  run(operation: RandomOperation): Promise<Trial>;
  close(): Promise<void>;
}

/** Serves a graph that composes. Throws for any other. */
export async function openGraph({ parts, fails }: RandomGraph, { seed, arrangement }: { seed: number; arrangement: Arrangement }): Promise<ServedGraph> {
  const models = parts.map(readModel);
  const gone = findGone(models);
  let turns = createTurns();
  const known: { data?: GraphData } = {};
  function readData(): GraphData {
    if (known.data === undefined) throw new Error('the subgraphs are not composed yet');
    return known.data;
  }
  const serving = { data: readData, gone, turns: { next: () => turns.next() } };
  const federation = await startFederation(
    parts.map((part) => serveGraph(part, readModel(part), serving)),
    arrangement,
  );
  const { apiSchema, fullSchema } = federation.supergraph;
  const truth = createGraphData(models, { seed, apiSchema, fullSchema, fails });
  known.data = truth;
  return {
    federation,
    close: () => federation.close(),
    async run(operation) {
      const { source, variables } = operation;
      const expected = await execute({
        schema: apiSchema,
        document: parse(source),
        variableValues: variables,
        fieldResolver: createTruthResolver(truth, createTurns()),
      });
      turns = createTurns();
      const received = await federation.ask(source, variables);
      const asked = [...federation.asked].flatMap(([name, requests]) => requests.map((request) => [name, request] as const));
      return { operation, problem: compare(expected, received), asked };
    },
  };
}

function compare(expected: Awaited<ReturnType<typeof execute>>, received: OperationResult): string | undefined {
  if (received.errors?.some(({ message }) => message.startsWith(IMPOSSIBLE)) === true) throw new ImpossibleGraphError('');
  const strict = received.errors?.find(({ message }) => !message.endsWith(' fails') && !message.startsWith('Cannot return null for non-nullable'));
  if ((received.errors?.length ?? 0) > 0 && (expected.errors ?? []).length === 0) return `errors that nobody expects: ${JSON.stringify(received.errors)}`;
  if (strict !== undefined) return `an error of another kind: ${JSON.stringify(received.errors)}`;
  if ((expected.errors ?? []).length > 0 && (received.errors?.length ?? 0) === 0)
    return `no errors where these are expected: ${JSON.stringify(expected.errors)}`;
  const [a, b] = [JSON.stringify(expected.data), JSON.stringify(received.data)];
  return a === b ? undefined : `expected ${a}\nreceived ${b}`;
}

/** Operations of a seed over a schema. */
export function drawOperations(schema: Federation['supergraph']['apiSchema'], seed: number, count: number): RandomOperation[] {
  return Array.from({ length: count }, (_, index) => writeOperation(schema, createRandom(seed * 1_000 + index)));
}
