import { describe, expect, it } from '@jest/globals';
import type { Agent } from './agent.ts';
import { diffAgents, type Sighting } from './agent-change.ts';

const agent = (id: string, overrides: Partial<Agent> = {}): Agent => ({
  id,
  name: id,
  description: '',
  status: 'deployed',
  createdAt: null,
  lastUpdated: null,
  ...overrides,
});
const sighting = (seen: Agent, revision = 1, present = true): Sighting => ({ agent: seen, revision, present });
const summary = (sightings: readonly Sighting[], listed: readonly Agent[]) =>
  diffAgents(sightings, listed, 7).map(
    ({ change, sighting: { revision, present } }) =>
      `${change.kind} ${change.agent.id} r${revision} ${present ? 'present' : 'gone'} ${change.previousStatus ?? '-'}`,
  );

describe('what changed between two looks', () => {
  it('C06 says nothing of agents that are as they were', () => {
    expect(summary([sighting(agent('a')), sighting(agent('gone'), 2, false)], [agent('a')])).toEqual([]);
  });
  it('C06 tells creations, changes of status or time, and removals', () => {
    const before = [sighting(agent('a')), sighting(agent('b'), 4), sighting(agent('c'))];
    const now = [agent('a', { status: 'failed' }), agent('b', { lastUpdated: '2026-01-01T00:00:00.000Z' }), agent('d')];
    expect(summary(before, now)).toEqual([
      'UPDATED a r2 present deployed',
      'UPDATED b r5 present deployed',
      'CREATED d r1 present -',
      'REMOVED c r2 gone deployed',
    ]);
  });
  it('C06 goes on counting when a removed agent comes back', () => {
    expect(summary([sighting(agent('a'), 2, false)], [agent('a')])).toEqual(['CREATED a r3 present -']);
  });
});
