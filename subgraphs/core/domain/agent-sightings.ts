import type { Receipt } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { NewSighting, Sighting } from './agent-change.ts';

/** What was last seen of Core's agents, kept so that a restart neither repeats nor misses a change. */
export interface AgentSightings {
  list(scope: Scope): Promise<readonly Sighting[]>;
  find(scope: Scope, agentId: string): Promise<Sighting | undefined>;
  /** Keeps a sighting and tells of its change in one unit of work. Each revision is kept and told once, whoever comes first. */
  keep(scope: Scope, sighting: NewSighting, fence: LeaseToken): Promise<void>;
  /** As `keep`, without a lease, waiting for the log: the receipt of whoever kept this revision. */
  keepAndWait(scope: Scope, sighting: NewSighting): Promise<Receipt>;
  /** The receipt of the revision that was kept last; its position is null when there is none. */
  receipt(scope: Scope, agentId: string, revision: number): Promise<Receipt>;
}
