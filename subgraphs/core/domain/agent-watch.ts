import type { Clock } from '../../../platform/clock/clock.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { diffAgents } from './agent-change.ts';
import type { AgentSightings } from './agent-sightings.ts';
import type { CoreApi } from './core-api.ts';

/** Finds out what changed at Core, which tells nobody. */
export interface AgentWatch {
  /** Compares all agents and tells of every change. */
  poll(fence: LeaseToken): Promise<void>;
  /** Compares one agent after it was changed from here, so that the caller's receipt covers its event. */
  observe(scope: Scope, agentId: string): Promise<Receipt>;
  lastPolledAtMs(): number | null;
}

/**
 * The sightings are read before Core is asked, in `poll` and in `observe`: what Core then lists is never older than what it is compared
 * with, so a poll that overlaps a change made from here cannot take it back.
 */
export function createAgentWatch(setup: { api: Pick<CoreApi, 'listAgents'>; sightings: AgentSightings; clock: Clock; scope: Scope }): AgentWatch {
  const { api, sightings, clock, scope } = setup;
  let lastPolledAtMs: number | null = null;
  return {
    async poll(fence) {
      const before = await sightings.list(scope);
      const listed = await api.listAgents();
      for (const sighting of diffAgents(before, listed, clock.now())) await sightings.keep(scope, sighting, fence);
      lastPolledAtMs = clock.now();
    },
    async observe(caller, agentId) {
      const before = await sightings.find(caller, agentId);
      const listed = (await api.listAgents()).filter(({ id }) => id === agentId);
      const [sighting] = diffAgents(before === undefined ? [] : [before], listed, clock.now());
      if (sighting !== undefined) return sightings.keepAndWait(caller, sighting);
      return sightings.receipt(caller, agentId, before?.revision ?? 0);
    },
    lastPolledAtMs: () => lastPolledAtMs,
  };
}
