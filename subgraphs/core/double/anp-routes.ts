import type { Clock } from '../../../platform/clock/clock.ts';
import type { AnpTasks } from './anp-tasks.ts';
import type { ExternalAgents } from './external-agents.ts';
import { answer, type DoubleReply, type DoubleRequest, type DoubleRoute } from './http-routing.ts';
import { toOpenApiVerdict } from './openapi-verdict.ts';

const TOOLS = ['create-agent', 'run-workflow'].map((name) => ({
  name,
  description: `Core's ${name} tool`,
  openapi: { openapi: '3.1.0', info: { title: name, version: '1.0.0' }, paths: {} },
}));

/**
 * The Agent Network Protocol server. Quirks kept: the card advertises a `/health` that is not there, there is no route to register an
 * agent, and Core's own tools fail Core's own validation.
 */
export function createAnpRoutes(setup: { tasks: AnpTasks; external: () => ExternalAgents; clock: Clock }): readonly DoubleRoute[] {
  const { tasks, external, clock } = setup;
  const now = () => new Date(clock.now()).toISOString();
  const startedAt = now();

  function card({ query }: DoubleRequest): DoubleReply {
    const body = {
      protocol_version: 'v1',
      agent_id: 'autoweave-orchestrator',
      name: 'AutoWeave Orchestrator',
      description: 'Creates and runs agents',
      version: '0.1.0',
      author: 'AutoWeave',
      capabilities: {
        tools: TOOLS,
        supported_formats: ['json'],
        supported_protocols: ['anp', 'mcp'],
        deployment_targets: ['kubernetes'],
        features: ['agent_creation', 'workflow_orchestration'],
      },
      endpoints: { tasks: '/agent/tasks', capabilities: '/agent/capabilities', health: '/health' },
      created_at: startedAt,
      updated_at: startedAt,
    };
    if (query.get('validate') !== 'true') return answer(200, body);
    const results = TOOLS.map(({ name, openapi }) => ({ tool: name, ...toOpenApiVerdict(openapi) }));
    const valid = results.filter((result) => result.valid).length;
    return answer(200, {
      ...body,
      validation: {
        validated_at: now(),
        tools_validated: results.length,
        tools_valid: valid,
        tools_invalid: results.length - valid,
        validation_results: results,
      },
      compliance: { anp_version: 'v1', openapi_version: '3.0', validated: valid === results.length, validation_level: 'strict' },
    });
  }

  function findTask(request: DoubleRequest, show: (task: NonNullable<ReturnType<AnpTasks['find']>>) => unknown): DoubleReply {
    const task = tasks.find(request.params['id'] ?? '');
    return task === undefined ? answer(404, { error: 'Task not found' }) : answer(200, show(task));
  }

  const validate = ({ body }: DoubleRequest): DoubleReply =>
    answer(200, { ...toOpenApiVerdict(body['spec']), source: body['source'] ?? 'inline', validated_at: now() });

  function validateExternal({ params: { id = '' } }: DoubleRequest): DoubleReply {
    const results = external().validate(id);
    if (results === undefined) return answer(500, { error: 'Validation failed', details: `External agent not found: ${id}`, agent_id: id });
    return answer(200, { agent_id: id, validated_at: now(), validation_results: results });
  }

  const capabilities = {
    agent_creation: { supported: true },
    workflow_orchestration: { supported: true },
    kubernetes_deployment: { supported: true },
    memory_system: { supported: true },
    ui_integration: { supported: true },
  };

  return [
    { method: 'GET', pattern: '/agent', handle: card },
    { method: 'POST', pattern: '/agent/tasks', handle: ({ body }) => answer(201, tasks.create(body)) },
    { method: 'GET', pattern: '/agent/tasks/:id', handle: (request) => findTask(request, (task) => task) },
    {
      method: 'GET',
      pattern: '/agent/tasks/:id/steps',
      handle: (request) => findTask(request, ({ task_id: id, steps, current_step: current }) => ({ task_id: id, steps, current_step: current })),
    },
    { method: 'GET', pattern: '/agent/capabilities', handle: () => answer(200, capabilities) },
    { method: 'GET', pattern: '/agent/openapi/validate', handle: validate },
    { method: 'POST', pattern: '/agent/openapi/validate', handle: validate },
    { method: 'GET', pattern: '/agent/external/:id/validate', handle: validateExternal },
  ];
}

/** The framework's own pages, which Core does not replace on this server. */
export function toHtmlPage(status: number, message: string): DoubleReply {
  const page = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n<body>\n<pre>${message}</pre>\n</body>\n</html>\n`;
  return { status, body: page, contentType: 'text/html; charset=utf-8' };
}
