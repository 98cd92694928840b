import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, CodedError } from '../../../platform/errors/coded-error.ts';
import { answerJson, type RouteHandler } from '../../../platform/http/process-routes.ts';
import { readBody } from '../../../platform/http/read-body.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { WORKSPACE_HEADER } from '../../../platform/request/identity-headers.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { toCapabilities, toCard } from '../domain/card.ts';
import type { IncomingDesk } from '../domain/incoming-desk.ts';
import type { IncomingTask } from '../domain/incoming-task.ts';
import type { RegistrationStore } from '../domain/registration-store.ts';
import { asRecord, asText, asTexts } from './read-json.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const BODY_LIMIT_BYTES = 1024 * 1024;
const TASK_PATH = /^\/agent\/tasks\/([^/]+)(\/steps)?$/;

/**
 * Our side of the Agent Network Protocol: the card, which Core reads once at its own start, what we can do, and tasks for us.
 * Everything is JSON; a body must say that it is, so that no page of another site can give us tasks.
 */
export function createAnpRoutes(setup: {
  store: RegistrationStore;
  incoming: IncomingDesk;
  scope: Scope;
  agentId: string;
  version: string;
  clock: Clock;
  logger: Logger;
}): RouteHandler {
  const { store, incoming, scope, agentId, version, clock, logger } = setup;
  const startedAtMs = clock.now();

  async function showCard(request: IncomingMessage): Promise<Answer> {
    const registrations = await store.list(scope);
    return { status: 200, body: toCard({ agentId, version, registrations, baseUrl: toBaseUrl(request), startedAtMs, nowMs: clock.now() }) };
  }

  async function takeTask(request: IncomingMessage): Promise<Answer> {
    const { input, tools, agent_id: from } = await readObject(request);
    const task = await incoming.take(scope, {
      id: `backend-task-${randomUUID()}`,
      input: (input ?? null) as JsonValue,
      tools: asTexts(tools),
      agentId: asText(from),
    });
    return task === undefined ? { status: 429, body: { error: 'too many open tasks' } } : { status: 201, body: toWire(task) };
  }

  async function showTask(id: string, stepsOnly: boolean): Promise<Answer> {
    const task = await incoming.find(scope, id);
    if (task === undefined) return { status: 404, body: { error: 'Task not found' } };
    const { task_id, steps, current_step, ...rest } = toWire(task);
    return { status: 200, body: stepsOnly ? { task_id, steps, current_step } : { task_id, ...rest, steps, current_step } };
  }

  function toHandler(request: IncomingMessage, path: string): { method: 'GET' | 'POST'; run: () => Promise<Answer> } | undefined {
    if (path === '/agent') return { method: 'GET', run: () => showCard(request) };
    if (path === '/agent/capabilities') return { method: 'GET', run: async () => ({ status: 200, body: toCapabilities(await store.list(scope)) }) };
    if (path === '/agent/tasks') return { method: 'POST', run: () => takeTask(request) };
    const [, id, steps] = TASK_PATH.exec(path) ?? [];
    return id === undefined ? undefined : { method: 'GET', run: () => showTask(id, steps !== undefined) };
  }

  function fail(response: ServerResponse, error: unknown, path: string): void {
    if (error instanceof CodedError && error.code === 'BAD_USER_INPUT')
      return answerJson(response, { error: error.message, field: error.field }, { status: 400 });
    if (error instanceof CodedError && error.code === 'PAYLOAD_TOO_LARGE')
      return answerJson(response, { error: error.message }, { status: 413, headers: { connection: 'close' } });
    logger.error({ err: error, path }, 'a request to our agent routes failed');
    return answerJson(response, { error: 'this cannot be answered at the moment' }, { status: 503 });
  }

  return function route(request, response) {
    const path = request.url?.split('?', 1)[0] ?? '';
    const handler = toHandler(request, path);
    if (handler === undefined) return false;
    // Core says none; a caller that a proxy has put into another workspace sees and gives nothing here.
    const workspace = request.headers[WORKSPACE_HEADER] ?? '';
    if (workspace !== '' && workspace !== scope.workspace) {
      answerJson(response, { error: 'AutoWeave Core belongs to another workspace' }, { status: 403, headers: { connection: 'close' } });
      return true;
    }
    if (request.method !== handler.method) {
      answerJson(response, { error: `use ${handler.method}` }, { status: 405, headers: { allow: handler.method } });
      return true;
    }
    handler.run().then(
      ({ status, body }) => answerJson(response, body, { status }),
      (error: unknown) => fail(response, error, path),
    );
    return true;
  };
}

async function readObject(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) throw badInput('content-type', 'application/json');
  try {
    return asRecord(JSON.parse(await readBody(request, BODY_LIMIT_BYTES)));
  } catch (error) {
    if (error instanceof SyntaxError) throw badInput('body', 'JSON');
    throw error;
  }
}

/** A task in the protocol's own words. */
function toWire({ id, input, tools, agentId, status, result, error, createdAtMs, settledAtMs }: IncomingTask) {
  const at = (ms: number) => new Date(ms).toISOString();
  const created = { step: 1, action: 'task_created', status: 'completed', result: null, timestamp: at(createdAtMs) };
  const settled = settledAtMs === null ? [] : [{ step: 2, action: 'task_settled', status: status.toLowerCase(), result, timestamp: at(settledAtMs) }];
  return {
    task_id: id,
    input,
    tools,
    agent_id: agentId,
    status: status.toLowerCase(),
    created_at: at(createdAtMs),
    updated_at: at(settledAtMs ?? createdAtMs),
    ...(status === 'COMPLETED' ? { result } : {}),
    ...(error === null ? {} : { error }),
    steps: [created, ...settled],
    current_step: 1 + settled.length,
  };
}

const HOST = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

function toBaseUrl({ headers }: IncomingMessage): string {
  const { host = '' } = headers;
  return HOST.test(host) ? `http://${host}` : '';
}
