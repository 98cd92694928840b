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
import { explainRunning, toRunLines } from './explain-running.ts';
import { loadOwnSupergraph } from './own-supergraph.ts';
import { UsageError } from './usage-error.ts';

/**
 * `autoweave explain FILE [--supergraph FILE-or-URL] [--operation NAME] [--json]`: how the operation in FILE would be answered. Asks no subgraph.
 * With `--url URL [--variables JSON]` a running gateway on this machine executes it and tells what each call took.
 */
export async function explain(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      supergraph: { type: 'string' },
      url: { type: 'string' },
      operation: { type: 'string' },
      variables: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined) throw new UsageError('explain: expected a FILE with an operation');
  const { url, supergraph: source, operation, variables, json } = values;
  if (url !== undefined) {
    if (source !== undefined) throw new UsageError('explain: expected --url or --supergraph');
    const query = await readFile(file, 'utf8').catch(toUsageError);
    const explained = await explainRunning(url, { query, operationName: operation, variables: readVariables(variables) }).catch(toUsageError);
    console.log(json ? JSON.stringify(explained, undefined, 2) : toRunLines(explained).join('\n'));
    return;
  }
  if (variables !== undefined) throw new UsageError('explain: --variables goes with --url');
  const loading = source === undefined ? loadOwnSupergraph() : loadSupergraph(source);
  const { apiSchema, ...supergraph } = await loading.then(readSupergraph).catch(toUsageError);
  const document = await readFile(file, 'utf8').then(parse).catch(toUsageError);
  const [problem] = validate(apiSchema, document);
  if (problem !== undefined) throw new UsageError(`explain: ${file}: ${problem.message}`);
  const definition = getOperationAST(document, operation);
  if (!definition) throw new UsageError(`explain: ${file}: expected one operation; --operation NAME chooses among several`);
  const operationName = definition.name?.value;
  const planner = createPlanner(
    { apiSchema, ...supergraph },
    { choice: readGatewayConfig(processEnvironment()).planner, logger: createLogger({ level: 'silent', process: 'explain' }) },
  );
  const { planner: plannedBy, node } = await explainPlan({ document, definition, operationName, variables: {} }, { apiSchema, planner });
  if (json) console.log(JSON.stringify({ planner: plannedBy, plan: node ?? null }, undefined, 2));
  else console.log(node === undefined ? 'no subgraph is asked' : [`planned by ${plannedBy}`, ...toPlanLines(node)].join('\n'));
}

function readVariables(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw new UsageError('explain: --variables: expected JSON');
  }
}

function toUsageError(error: unknown): never {
  throw new UsageError(`explain: ${error instanceof Error ? error.message : String(error)}`);
}
