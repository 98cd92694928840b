import type { EventLog } from '../../../platform/event-log/event-log.ts';
import type { DropReason, Erasure, LogPolicy } from '../../../platform/event-log/log-keeping.ts';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { Scope } from '../../../platform/request/scope.ts';

type Maybe<T> = { readonly [K in keyof T]: T[K] | null | undefined };

/** What someone wants to keep; null and absent both mean: no bound. */
export interface PolicyRequest extends Maybe<{ maxEvents?: number; maxBytes?: number }> {
  readonly retention: readonly ({ readonly pattern: string } & Maybe<{ maxAgeMs?: number; maxEvents?: number; maxBytes?: number }>)[];
  readonly compaction: LogPolicy['compaction'];
  readonly holds: LogPolicy['holds'];
}

const REASONS = { age: 'AGE', count: 'COUNT', size: 'SIZE', compaction: 'COMPACTION', trim: 'TRIM' } as const satisfies Record<DropReason, string>;

/** The policy that a request asks for; its numbers are judged by the log. */
export function toLogPolicy({ retention, compaction, holds, maxEvents, maxBytes }: PolicyRequest): LogPolicy {
  return {
    retention: retention.map(({ pattern, ...bounds }) => ({ pattern, ...present(bounds) })),
    compaction: compaction.map(({ pattern, tombstoneMs }) => ({ pattern, tombstoneMs })),
    holds: holds.map(({ pattern, reason }) => ({ pattern, reason })),
    quota: present({ maxEvents, maxBytes }),
  };
}

/** What is kept of the scope's log, and what went. */
export async function readKeeping({ keeping }: EventLog, scope: Scope) {
  const [policy, facts] = await Promise.all([keeping.policy(scope), keeping.facts(scope)]);
  return {
    ...facts,
    policy: JSON.parse(JSON.stringify(policy)) as JsonObject as JsonValue,
    dropped: facts.dropped.map((dropped) => ({ ...dropped, reason: REASONS[dropped.reason], at: new Date(dropped.at).toISOString() })),
    erasures: facts.erasures.map(toErasureTold),
  };
}

/** An erasure with its time as text. */
export function toErasureTold(erasure: Erasure) {
  return { ...erasure, at: new Date(erasure.at).toISOString() };
}

function present<T extends Readonly<Record<string, number | null | undefined>>>(values: T): { [K in keyof T]?: number } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'number')) as { [K in keyof T]?: number };
}
