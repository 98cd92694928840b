import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { Registration } from './registration.ts';
import type { Task } from './task.ts';

/** A tool of ours that Core holds, as Core judges it. */
export interface HeldTool {
  readonly name: string;
  readonly valid: boolean;
  readonly problem: string | null;
}

/** What Core's registration route said. */
type PushOutcome =
  | { readonly kind: 'accepted' }
  /** There is no such route. */
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'rejected'; readonly detail: string };

/** What Core's network server is to do. */
export interface TaskRequest {
  readonly input: string;
  readonly tools?: readonly string[];
  readonly agentId?: string;
}

/** How Core introduces itself. */
interface AgentCard {
  readonly agentId: string;
  readonly name: string;
  readonly description: string | null;
  readonly version: string | null;
  readonly protocolVersion: string | null;
  readonly tools: readonly { readonly name: string; readonly description: string | null; readonly openapi: JsonValue }[];
  readonly supportedProtocols: readonly string[];
  readonly features: readonly string[];
  readonly endpoints: JsonObject;
  readonly validation: JsonValue;
}

/** Core's Agent Network Protocol server. Rejects with UPSTREAM_UNAVAILABLE when it cannot be reached, UPSTREAM_REJECTED when it refuses. */
export interface AnpServer {
  /** The tools of `agentId` that Core holds; undefined when it knows no such agent. */
  heldTools(agentId: string): Promise<readonly HeldTool[] | undefined>;
  /** Tries to register a service by the route that earlier backends used. */
  push(registration: Registration): Promise<PushOutcome>;
  createTask(request: TaskRequest): Promise<Task>;
  /** With its steps; undefined for an unknown id. */
  findTask(id: string): Promise<Task | undefined>;
  card(options: { validate: boolean }): Promise<AgentCard>;
  capabilities(): Promise<JsonObject>;
}

/** A tool of Core's Model Context Protocol server. */
interface McpTool {
  readonly name: string;
  readonly description: string | null;
  readonly inputSchema: JsonValue;
}

/** Core's Model Context Protocol server. Rejects as `AnpServer` does. */
export interface McpServer {
  tools(): Promise<readonly McpTool[]>;
}
