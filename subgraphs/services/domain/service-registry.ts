import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { CommandOutcome } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Health, HealthStatus } from './health.ts';
import type { Registration, Service } from './service.ts';

/** All that is given must hold. */
export interface ServiceFilter {
  readonly status?: HealthStatus;
  /** Every one of them. */
  readonly tags?: readonly string[];
  readonly capability?: string;
  /** Exactly. */
  readonly version?: string;
  readonly name?: string;
}

/** A place in the order of services: by time of registration, then by id. */
export interface ServicePlace {
  readonly registeredAt: number;
  readonly id: string;
}

/** A command's idempotency key and the events that tell of it. */
interface CommandFacts {
  readonly commandId: string;
  readonly events: readonly EventDraft[];
}

/** One registration that is probed. */
interface ProbedRegistration {
  readonly workspace: string;
  readonly serviceId: string;
  readonly registration: string;
}

/** Keeps services and their health. Every method but `probed` sees the scope's workspace alone. */
export interface ServiceRegistry {
  /** Those of `ids` that exist, in any order. */
  find(scope: Scope, ids: readonly string[]): Promise<readonly Service[]>;
  /** The services that match, in order of place, after `after`, at most `limit`. */
  list(scope: Scope, options: { filter: ServiceFilter; after?: ServicePlace; limit: number }): Promise<readonly Service[]>;
  count(scope: Scope, filter: ServiceFilter): Promise<number>;
  /** A conflict when the id is taken. */
  add(scope: Scope, registration: Registration, command: CommandFacts): Promise<CommandOutcome>;
  /** A conflict when no service has the id. */
  remove(scope: Scope, id: string, command: CommandFacts): Promise<CommandOutcome>;
  /** Keeps the health that a probe brought. `gone`: that registration is no more. `superseded`: the lease is another's. */
  recordHealth(scope: Scope, record: HealthRecord): Promise<'recorded' | 'gone' | 'superseded'>;
  /** Every registration with a health check, of all workspaces. */
  probed(): Promise<readonly ProbedRegistration[]>;
}

interface HealthRecord extends CommandFacts {
  readonly serviceId: string;
  readonly registration: string;
  readonly health: Health;
  readonly lease: LeaseToken;
}
