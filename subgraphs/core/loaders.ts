import DataLoader from 'dataloader';
import type { Scope } from '../../platform/request/scope.ts';
import type { Core } from './context.ts';
import type { AgentDetail } from './domain/agent.ts';
import type { Registration } from './domain/registration.ts';

/** One request's reads: each agent is asked for once, registrations in one query. */
export interface CoreLoaders {
  readonly agent: DataLoader<string, AgentDetail | undefined>;
  readonly registration: DataLoader<string, Registration | undefined>;
}

/** Makes the loaders of one request. */
export function createLoaders({ agents, registrations }: Core, scope: Scope): CoreLoaders {
  return {
    agent: new DataLoader((ids) => Promise.all(ids.map((id) => agents.find(id).catch((error: unknown) => error as Error)))),
    registration: new DataLoader(async (ids) => {
      const found = new Map((await registrations.find(scope, ids)).map((registration) => [registration.serviceId, registration]));
      return ids.map((id) => found.get(id));
    }),
  };
}
