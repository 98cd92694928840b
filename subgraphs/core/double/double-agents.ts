import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';

/** An agent as the double keeps it; an update merges anything into it, as Core does. */
export type DoubleAgent = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
  readonly lastUpdated: string;
};

/** The double's agents. */
export interface DoubleAgents {
  list(): readonly DoubleAgent[];
  find(id: string): DoubleAgent | undefined;
  create(request: { description: string; userId: string }): DoubleAgent;
  /** Merges unchecked; undefined for an unknown id. */
  update(id: string, fields: Readonly<Record<string, unknown>>): DoubleAgent | undefined;
  remove(id: string): boolean;
}

/** Core's agents, in memory as in Core without a cluster. */
export function createDoubleAgents(clock: Clock): DoubleAgents {
  const agents = new Map<string, DoubleAgent>();
  const now = () => new Date(clock.now()).toISOString();
  return {
    list: () => [...agents.values()],
    find: (id) => agents.get(id),
    create({ description, userId }) {
      const id = `agent-${randomUUID()}`;
      const name = toName(description);
      const at = now();
      const agent: DoubleAgent = {
        id,
        name,
        description,
        status: 'deployed',
        userId,
        capabilities: ['chat', 'workflow'],
        workflow: toWorkflow(name, description),
        deployment: { kagentName: name, namespace: 'default', status: 'deployed' },
        kagentDetails: null,
        createdAt: at,
        lastUpdated: at,
      };
      agents.set(id, agent);
      return agent;
    },
    update(id, fields) {
      const agent = agents.get(id);
      if (agent === undefined) return undefined;
      const merged = { ...agent, ...fields, lastUpdated: now() } as DoubleAgent;
      agents.set(id, merged);
      return merged;
    },
    remove: (id) => agents.delete(id),
  };
}

function toName(description: string): string {
  const words = description.toLowerCase().match(/[a-z0-9]+/g) ?? ['agent'];
  return words.slice(0, 4).join('-');
}

function toWorkflow(name: string, description: string): Readonly<Record<string, unknown>> {
  return {
    id: `workflow-${randomUUID()}`,
    name,
    description,
    requiredModules: [{ name: 'conversation', type: 'llm', description: 'Answers in words', kagentTools: [], available: true }],
    steps: [{ id: 'step-1', action: 'answer', module: 'conversation' }],
    modelConfig: { provider: 'mock', model: 'mock' },
    kagentCompatible: true,
  };
}
