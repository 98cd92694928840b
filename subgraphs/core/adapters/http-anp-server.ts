import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { AnpServer } from '../domain/anp.ts';
import type { Task } from '../domain/task.ts';
import { createJsonClient, readBodyOf, toSegment } from './json-client.ts';
import { asJson, asList, asRecord, asText, asTexts } from './read-json.ts';
import { readTask } from './read-task.ts';

const NAME = "AutoWeave Core's ANP server";

/** Core's Agent Network Protocol server over HTTP; both spellings of a validated tool's name are read. */
export function createHttpAnpServer(setup: { url: string; timeoutMs: number }): AnpServer {
  const client = createJsonClient({ name: NAME, ...setup });
  return {
    async heldTools(agentId) {
      const { status, body } = await client.call('GET', `/agent/external/${toSegment(agentId)}/validate`);
      const results = asRecord(body)['validation_results'];
      // An unknown agent is a 500 there, one that is known a 200 with results.
      if (status !== 200 || !Array.isArray(results)) return undefined;
      return asList(results).map((item) => {
        const { tool, tool_name: toolName, valid, error } = asRecord(item);
        return { name: asText(tool) ?? asText(toolName) ?? '', valid: valid === true, problem: asText(error) };
      });
    },
    async push({ serviceId, name, version, description, url, toolName }) {
      const endpoints = [{ path: '/', method: 'POST', description, parameters: [], responses: {} }];
      const body = { id: serviceId, name, version, endpoints, capabilities: [toolName], baseUrl: url };
      const { status, body: answer } = await client.call('POST', '/agent/external/register', { body });
      if (status >= 200 && status <= 299) return { kind: 'accepted' };
      if (status === 404 || status === 405 || status === 501) return { kind: 'unsupported' };
      if (status >= 500) throw new CodedError('UPSTREAM_UNAVAILABLE', `${NAME} failed with status ${status}`);
      return { kind: 'rejected', detail: asText(asRecord(answer)['error']) ?? `status ${status}` };
    },
    async createTask({ input, tools, agentId }) {
      const body = { input, ...(tools === undefined ? {} : { tools }), ...(agentId === undefined ? {} : { agent_id: agentId }) };
      return toTask(readBodyOf(NAME, await client.call('POST', '/agent/tasks', { body })));
    },
    async findTask(id) {
      const answer = await client.call('GET', `/agent/tasks/${toSegment(id)}`);
      return answer.status === 404 ? undefined : toTask(readBodyOf(NAME, answer));
    },
    async card({ validate }) {
      const card = readBodyOf(NAME, await client.call('GET', `/agent${validate ? '?validate=true' : ''}`));
      const capabilities = asRecord(card['capabilities']);
      return {
        agentId: asText(card['agent_id']) ?? '',
        name: asText(card['name']) ?? '',
        description: asText(card['description']),
        version: asText(card['version']),
        protocolVersion: asText(card['protocol_version']),
        tools: asList(capabilities['tools']).map((tool) => {
          const { name, description, openapi } = asRecord(tool);
          return { name: asText(name) ?? '', description: asText(description), openapi: asJson(openapi) };
        }),
        supportedProtocols: asTexts(capabilities['supported_protocols']),
        features: asTexts(capabilities['features']),
        endpoints: asRecord(card['endpoints']) as JsonObject,
        validation: validate ? asJson({ ...asRecord(card['validation']), compliance: asJson(card['compliance']) }) : null,
      };
    },
    capabilities: async () => readBodyOf(NAME, await client.call('GET', '/agent/capabilities')) as JsonObject,
  };
}

function toTask(value: unknown): Task {
  const task = readTask(value);
  if (task === undefined) throw new CodedError('UPSTREAM_REJECTED', `${NAME} answered no task`);
  return task;
}
