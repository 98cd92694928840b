/**
 * Where users' schemas and expressions run: a thread that may be ended at any moment, for a regular expression cannot be
 * interrupted otherwise. It answers `ready` once, then each task by one message, in their order.
 */
import { parentPort } from 'node:worker_threads';
import type { EvaluationResult, EvaluationTask } from '../domain/evaluator.ts';
import { createExpressionRunner } from './run-expression.ts';
import { createSchemaRunner } from './run-schema.ts';

const port = parentPort;
if (port === null) throw new Error('evaluation-worker runs only as a worker');
const expressions = createExpressionRunner();
const schemas = createSchemaRunner();

function runTask(task: EvaluationTask): EvaluationResult | Promise<EvaluationResult> {
  switch (task.kind) {
    case 'compile-schema':
      return schemas.compile(task.schema);
    case 'validate':
      return schemas.validate(task.schema, task.data);
    case 'compile-expression':
      return expressions.compile(task.expression);
    case 'match':
      return expressions.match(task.expression, task.data);
    case 'evaluate':
      return expressions.evaluate(task.expression, task.data, task.state);
  }
}

async function runAll(tasks: readonly EvaluationTask[]): Promise<void> {
  for (const task of tasks) port?.postMessage(await runTask(task));
}

port.on('message', (tasks: readonly EvaluationTask[]) => void runAll(tasks));
port.postMessage('ready');
