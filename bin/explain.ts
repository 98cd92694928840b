import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { getOperationAST, parse, validate } from 'graphql';
import { readGatewayConfig } from '../gateway/config.ts';
import { createPlanner } from '../gateway/execution/create-planner.ts';
import { explainPlan, toPlanLines } from '../gateway/execution/explain-plan.ts';
import { loadSupergraph } from '../gateway/supergraph/load-supergraph.ts';
import { readSupergraph } from '../gateway/supergraph/supergraph.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { processEnvironment } from './config.ts';
import { loadOwnSupergraph } from './own-supergraph.ts';
import { UsageError } from './usage-error.ts';

/** `autoweave explain FILE [--supergraph FILE-or-URL] [--operation NAME] [--json]`: how the operation in FILE would be answered. Asks no subgraph. */
export async function explain(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { supergraph: { type: 'string' }, operation: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined) throw new UsageError('explain: expected a FILE with an operation');
  const loading = values.supergraph === undefined ? loadOwnSupergraph() : loadSupergraph(values.supergraph);
  const { apiSchema, ...supergraph } = await loading.then(readSupergraph).catch(toUsageError);
  const document = await readFile(file, 'utf8').then(parse).catch(toUsageError);
  const [problem] = validate(apiSchema, document);
  if (problem !== undefined) throw new UsageError(`explain: ${file}: ${problem.message}`);
  const definition = getOperationAST(document, values.operation);
  if (!definition) throw new UsageError(`explain: ${file}: expected one operation; --operation NAME chooses among several`);
  const operationName = definition.name?.value;
  const planner = createPlanner(
    { apiSchema, ...supergraph },
    { choice: readGatewayConfig(processEnvironment()).planner, logger: createLogger({ level: 'silent', process: 'explain' }) },
  );
  const { planner: plannedBy, node } = await explainPlan({ document, definition, operationName, variables: {} }, { apiSchema, planner });
  if (values.json) console.log(JSON.stringify({ planner: plannedBy, plan: node ?? null }, undefined, 2));
  else console.log(node === undefined ? 'no subgraph is asked' : [`planned by ${plannedBy}`, ...toPlanLines(node)].join('\n'));
}

function toUsageError(error: unknown): never {
  throw new UsageError(`explain: ${error instanceof Error ? error.message : String(error)}`);
}
