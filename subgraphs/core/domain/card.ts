import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Registration } from './registration.ts';

/** What the card is made of. */
export interface CardFacts {
  readonly agentId: string;
  readonly version: string;
  readonly registrations: readonly Registration[];
  /** Where this server is reached, as the reader of the card sees it. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  readonly nowMs: number;
}

/** The card that Core reads at its start: this backend as an agent, each registered service as a tool. */
export function toCard({ agentId, version, registrations, baseUrl, startedAtMs, nowMs }: CardFacts): JsonObject {
  return {
    protocol_version: 'v1',
    agent_id: agentId,
    name: 'AutoWeave Backend',
    description: 'Services, events, pipelines and analytics behind one GraphQL API',
    version,
    author: 'AutoWeave',
    capabilities: {
      tools: registrations.map((registration) => toTool(agentId, registration)),
      supported_formats: ['json'],
      supported_protocols: ['anp'],
      deployment_targets: [],
      features: ['services', 'events', 'pipelines', 'analytics'],
    },
    endpoints: { tasks: `${baseUrl}/agent/tasks`, capabilities: `${baseUrl}/agent/capabilities`, health: `${baseUrl}/health` },
    created_at: new Date(startedAtMs).toISOString(),
    updated_at: new Date(nowMs).toISOString(),
  };
}

/** What `GET /agent/capabilities` answers. */
export function toCapabilities(registrations: readonly Registration[]): JsonObject {
  return {
    protocols: ['anp'],
    tools: registrations.map(({ toolName }) => toolName),
    integrations: [],
    features: ['services', 'events', 'pipelines', 'analytics'],
  };
}

// Core accepts a tool whose document is OpenAPI 3.0.x, names its agent, and has security schemes.
function toTool(agentId: string, { serviceId, name, version, description, url, toolName }: Registration): JsonObject {
  return {
    name: toolName,
    description,
    openapi: {
      openapi: '3.0.3',
      info: { title: name, version, description, 'x-agent-id': agentId, 'x-agent-name': 'AutoWeave Backend', 'x-service-id': serviceId },
      servers: url === null ? [] : [{ url }],
      paths: {},
      components: { securitySchemes: { none: { type: 'http', scheme: 'bearer', description: 'Only where the service itself asks for it' } } },
    },
  };
}
