import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { AgentAction } from '../domain/agent.ts';
import type { CoreApi } from '../domain/core-api.ts';
import { createJsonClient, readBodyOf, toSegment, type JsonAnswer } from './json-client.ts';
import { readAgent, readAgentDetail, readAgentMetrics } from './read-agent.ts';
import { asJson, asList, asNumber, asRecord, asText } from './read-json.ts';

const NAME = 'AutoWeave Core';

/** Core's HTTP routes as it really has them: PUT for changes, 404 for unknown agents, 500 when an unknown one is deleted. */
export function createHttpCoreApi(setup: { url: string; timeoutMs: number }): CoreApi {
  const client = createJsonClient({ name: NAME, ...setup });
  const toPath = (id: string, rest = '') => `/api/agents/${toSegment(id)}${rest}`;

  /** The body of a 2xx; undefined for a 404 that names the agent. */
  async function callAgent(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>> | undefined> {
    const answer = await client.call(method, path, body === undefined ? {} : { body });
    if (answer.status === 404 && 'agentId' in asRecord(answer.body)) return undefined;
    return toBody(answer);
  }

  async function act(id: string, verb: string): Promise<AgentAction | undefined> {
    const body = await callAgent('POST', toPath(id, `/${verb}`), {});
    return body === undefined ? undefined : { status: asText(body['status']) ?? 'unknown', message: asText(body['message']) };
  }

  return {
    async health(signal) {
      const answer = await client.call('GET', '/health', signal === undefined ? {} : { signal });
      const { status, version } = toBody(answer);
      if (status !== 'healthy') throw new CodedError('UPSTREAM_REJECTED', `${NAME} says that it is ${asText(status) ?? 'not healthy'}`);
      return { version: asText(version) };
    },
    async externalAgentCount() {
      const body = toBody(await client.call('GET', '/api/health/metrics'));
      return asNumber(asRecord(asRecord(body['metrics'])['anp'])['external_agents']);
    },
    async listAgents() {
      const { agents } = toBody(await client.call('GET', '/api/agents'));
      // A list that cannot be read must not look like an empty one: every agent would count as removed.
      if (!Array.isArray(agents)) throw new CodedError('UPSTREAM_REJECTED', `${NAME} answered no list of agents`);
      return asList(agents)
        .map(readAgent)
        .filter((agent) => agent !== undefined);
    },
    async findAgent(id) {
      const body = await callAgent('GET', toPath(id));
      return body === undefined ? undefined : readAgentDetail(body['agent']);
    },
    async createAgent(request) {
      const answer = await client.call('POST', '/api/agents', { body: request });
      if (answer.status === 400 && asText(asRecord(answer.body)['field']) !== null) throw toInputError(answer);
      const id = asText(asRecord(toBody(answer)['agent'])['id']);
      if (id === null) throw new CodedError('UPSTREAM_REJECTED', `${NAME} answered no agent`);
      return id;
    },
    async updateAgent(id, { fields, ...patch }) {
      return (await callAgent('PUT', toPath(id), { ...fields, ...patch })) !== undefined;
    },
    async deleteAgent(id) {
      const answer = await client.call('DELETE', toPath(id));
      // Core answers 500 for an agent that it does not know: look before believing it.
      if (answer.status >= 400 && (await callAgent('GET', toPath(id))) === undefined) return undefined;
      return { message: asText(toBody(answer)['message']) };
    },
    startAgent: (id) => act(id, 'start'),
    stopAgent: (id) => act(id, 'stop'),
    async agentLogs(id, { limit, since }) {
      const query = new URLSearchParams({ limit: String(limit), ...(since === undefined ? {} : { since }) });
      const body = await callAgent('GET', toPath(id, `/logs?${query.toString()}`));
      return body === undefined ? undefined : asList(body['logs']).map(asJson);
    },
    async agentMetrics(id) {
      const body = await callAgent('GET', toPath(id, '/metrics'));
      return body === undefined ? undefined : readAgentMetrics(body['metrics']);
    },
  };
}

function toBody(answer: JsonAnswer): Readonly<Record<string, unknown>> {
  return readBodyOf(NAME, answer);
}

// Core's own validation: what it calls `field` is a field of our input.
function toInputError({ body }: JsonAnswer): CodedError {
  const { error, field } = asRecord(body);
  return new CodedError('BAD_USER_INPUT', asText(error) ?? 'refused by Core', {
    field: `input.${asText(field) ?? ''}`,
    expected: asText(error) ?? 'what Core accepts',
  });
}
