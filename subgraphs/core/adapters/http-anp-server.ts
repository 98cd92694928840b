import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { AnpServer } from '../domain/anp.ts';
import { createJsonClient } from './json-client.ts';
import { asList, asRecord, asText } from './read-json.ts';

const NAME = "AutoWeave Core's ANP server";

/** Core's Agent Network Protocol server over HTTP; both spellings of a validated tool's name are read. */
export function createHttpAnpServer(setup: { url: string; timeoutMs: number }): AnpServer {
  const client = createJsonClient({ name: NAME, ...setup });
  return {
    async heldTools(agentId) {
      const { status, body } = await client.call('GET', `/agent/external/${encodeURIComponent(agentId)}/validate`);
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
  };
}
