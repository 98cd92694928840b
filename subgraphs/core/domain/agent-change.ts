import type { Agent } from './agent.ts';

/** One difference between two looks at Core's agents. */
export interface AgentChange {
  readonly kind: 'CREATED' | 'UPDATED' | 'REMOVED';
  /** As listed now; of a removed one, as listed last. */
  readonly agent: Agent;
  readonly previousStatus: string | null;
  /** Milliseconds since the epoch. */
  readonly observedAtMs: number;
}

/** An agent as it was seen last. `revision` counts its changes from 1 and goes on after a removal. */
export interface Sighting {
  readonly agent: Agent;
  readonly revision: number;
  readonly present: boolean;
}

/** A change and the sighting that it makes. */
export interface NewSighting {
  readonly change: AgentChange;
  readonly sighting: Sighting;
}

/** What changed between the last sightings and what Core lists now, in the order of the list, removals last. */
export function diffAgents(sightings: readonly Sighting[], listed: readonly Agent[], nowMs: number): readonly NewSighting[] {
  const seen = new Map(sightings.map((sighting) => [sighting.agent.id, sighting]));
  const listedIds = new Set(listed.map(({ id }) => id));
  const found = listed.flatMap((agent): NewSighting[] => {
    const before = seen.get(agent.id);
    const known = before?.present === true ? before : undefined;
    if (known !== undefined && isSame(known.agent, agent)) return [];
    const change: AgentChange = { kind: known === undefined ? 'CREATED' : 'UPDATED', agent, previousStatus: known?.agent.status ?? null, observedAtMs: nowMs };
    return [{ change, sighting: { agent, revision: (before?.revision ?? 0) + 1, present: true } }];
  });
  const gone = sightings
    .filter(({ agent, present }) => present && !listedIds.has(agent.id))
    .map(({ agent, revision }): NewSighting => {
      const change: AgentChange = { kind: 'REMOVED', agent, previousStatus: agent.status, observedAtMs: nowMs };
      return { change, sighting: { agent, revision: revision + 1, present: false } };
    });
  return [...found, ...gone];
}

function isSame(a: Agent, b: Agent): boolean {
  return a.status === b.status && a.lastUpdated === b.lastUpdated && a.name === b.name && a.description === b.description;
}
