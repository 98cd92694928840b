import type { EventDraft, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { Agent } from './agent.ts';
import type { AgentChange } from './agent-change.ts';

/** The source of every event that this subgraph tells. */
export const CORE_SOURCE = 'core';
/** The types of all events that tell of agents. */
export const AGENT_PATTERN = 'core.agent.**';

const TYPES = { CREATED: 'core.agent.created', UPDATED: 'core.agent.updated', REMOVED: 'core.agent.removed' } as const;

/** The subject of an agent's events. */
export function toAgentSubject(agentId: string): string {
  return `core/agent/${agentId}`;
}

/** The event that tells of a change; `id` must be its own. */
export function toAgentEvent(id: string, { kind, agent, previousStatus, observedAtMs }: AgentChange): EventDraft {
  return {
    id,
    source: CORE_SOURCE,
    type: TYPES[kind],
    subject: toAgentSubject(agent.id),
    time: new Date(observedAtMs).toISOString(),
    data: { ...agent, previousStatus },
  };
}

/** The change that an event tells of; undefined for any other event. */
export function readAgentEvent({ type, source, data, time, recordedAt }: RecordedEvent): AgentChange | undefined {
  const kind = (['CREATED', 'UPDATED', 'REMOVED'] as const).find((candidate) => TYPES[candidate] === type);
  if (kind === undefined || source !== CORE_SOURCE || typeof data !== 'object' || data === null || !('id' in data)) return undefined;
  const { previousStatus, ...agent } = data as unknown as Agent & { readonly previousStatus: string | null };
  return { kind, agent, previousStatus, observedAtMs: time === undefined ? recordedAt : Date.parse(time) };
}
