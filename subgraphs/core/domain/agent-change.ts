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
