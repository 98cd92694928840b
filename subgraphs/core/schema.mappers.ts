/** What stands behind a `Service` here: its id, which is all that this subgraph needs. */
export interface ServiceReference {
  readonly id: string;
}

export type { Agent } from './domain/agent.ts';
export type { AgentChange } from './domain/agent-change.ts';
export type { ConnectionStatus } from './domain/connection-status.ts';
export type { Delivery } from './domain/delivery.ts';
export type { Registration } from './domain/registration.ts';
export type { Receipt } from '../../platform/records/commands.ts';
export type { Durability as StoredDurability } from '../../platform/event-log/event-log.ts';
export type { Task } from './domain/task.ts';
export type { IncomingTask as IncomingTaskRecord } from './domain/incoming-task.ts';
