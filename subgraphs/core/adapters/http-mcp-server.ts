import type { McpServer } from '../domain/anp.ts';
import { createJsonClient, readBodyOf } from './json-client.ts';
import { asJson, asList, asRecord, asText } from './read-json.ts';

const NAME = "AutoWeave Core's MCP server";

/** Core's Model Context Protocol server over HTTP. */
export function createHttpMcpServer(setup: { url: string; timeoutMs: number }): McpServer {
  const client = createJsonClient({ name: NAME, ...setup });
  return {
    async tools() {
      const { tools } = readBodyOf(NAME, await client.call('GET', '/mcp/v1/tools'));
      return asList(tools).map((tool) => {
        const { name, description, inputSchema } = asRecord(tool);
        return { name: asText(name) ?? '', description: asText(description), inputSchema: asJson(inputSchema) };
      });
    },
  };
}
