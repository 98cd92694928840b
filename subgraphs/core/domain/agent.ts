import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';

/** An agent as Core lists it. Times are RFC 3339 or null when Core gives none that can be read. */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Core's own word. */
  readonly status: string;
  readonly createdAt: string | null;
  readonly lastUpdated: string | null;
}

/** An agent as Core answers it by id. */
export interface AgentDetail extends Agent {
  readonly userId: string | null;
  readonly capabilities: readonly string[];
  readonly workflow: Workflow | null;
  readonly deployment: Deployment | null;
  readonly kagentDetails: JsonValue;
}

/** What Core made of an agent's description. */
export interface Workflow {
  readonly id: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly requiredModules: readonly WorkflowModule[];
  readonly steps: readonly JsonValue[];
  readonly modelConfig: JsonValue;
  readonly kagentCompatible: boolean | null;
}

/** A module that a workflow needs. */
export interface WorkflowModule {
  readonly name: string | null;
  readonly type: string | null;
  readonly description: string | null;
  readonly kagentTools: JsonValue;
  readonly available: boolean | null;
}

/** Where an agent runs. */
export interface Deployment {
  readonly kagentName: string | null;
  readonly namespace: string | null;
  readonly status: string | null;
}

/** Running figures in Core's own words. */
export interface AgentMetrics {
  readonly status: string | null;
  readonly uptime: JsonValue;
  readonly restarts: number | null;
  readonly memoryUsage: string | null;
  readonly cpuUsage: string | null;
  readonly lastUpdated: string | null;
}

/** What a caller may ask of an agent to be made. */
export interface AgentRequest {
  readonly description: string;
  readonly userId?: string;
}

/** What to change; Core merges it unchecked. */
export interface AgentPatch {
  readonly name?: string;
  readonly description?: string;
  readonly fields?: JsonObject;
}

/** What Core answers to start and stop. */
export interface AgentAction {
  readonly status: string;
  readonly message: string | null;
}
