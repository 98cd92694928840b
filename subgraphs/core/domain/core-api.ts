import type { Agent, AgentAction, AgentDetail, AgentMetrics, AgentPatch, AgentRequest } from './agent.ts';
import type { Health } from './connection.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';

/**
 * Core over HTTP. Every method rejects with UPSTREAM_UNAVAILABLE when Core cannot be reached and with UPSTREAM_REJECTED,
 * Core's own words in it, when it refuses; what it does not know is undefined.
 */
export interface CoreApi {
  health(signal?: AbortSignal): Promise<Health>;
  /** How many external agents Core says it holds; null when it does not say. */
  externalAgentCount(): Promise<number | null>;
  listAgents(): Promise<readonly Agent[]>;
  findAgent(id: string): Promise<AgentDetail | undefined>;
  /** Answers the new agent's id. */
  createAgent(request: AgentRequest): Promise<string>;
  /** False for an unknown agent, here and below. */
  updateAgent(id: string, patch: AgentPatch): Promise<boolean>;
  deleteAgent(id: string): Promise<{ readonly message: string | null } | undefined>;
  startAgent(id: string): Promise<AgentAction | undefined>;
  stopAgent(id: string): Promise<AgentAction | undefined>;
  agentLogs(id: string, options: { limit: number; since?: string }): Promise<readonly JsonValue[] | undefined>;
  agentMetrics(id: string): Promise<AgentMetrics | undefined>;
}
