import { answer, type DoubleReply, type DoubleRequest, type DoubleRoute } from './http-routing.ts';

const TOOLS = ['create-config', 'find-fresh-sources', 'search-package', 'check-outdated', 'generate-gitops'].map((name) => ({
  name,
  description: `Core's ${name} tool`,
  inputSchema: { type: 'object', properties: {} },
}));

/** Core's Model Context Protocol server. Its tools need a network and a cluster, which the double has not: calling one fails as it would there. */
export function createMcpRoutes(): readonly DoubleRoute[] {
  function call({ params: { name = '' } }: DoubleRequest): DoubleReply {
    const known = TOOLS.some((tool) => tool.name === name);
    return answer(500, { success: false, error: known ? 'no network' : `Unknown tool: ${name}` });
  }
  return [
    {
      method: 'GET',
      pattern: '/mcp/v1',
      handle: () =>
        answer(200, { protocol: 'mcp/v1', server: { name: 'autoweave', version: '0.1.0' }, capabilities: { tools: true, resources: true, prompts: true } }),
    },
    { method: 'GET', pattern: '/mcp/v1/tools', handle: () => answer(200, { tools: TOOLS }) },
    { method: 'POST', pattern: '/mcp/v1/tools/:name', handle: call },
    { method: 'GET', pattern: '/mcp/v1/resources', handle: () => answer(200, { resources: [] }) },
    { method: 'GET', pattern: '/mcp/v1/resources/:name', handle: ({ params }) => answer(404, { error: `Resource not found: ${params['name'] ?? ''}` }) },
    { method: 'GET', pattern: '/mcp/v1/prompts', handle: () => answer(200, { prompts: [] }) },
  ];
}
