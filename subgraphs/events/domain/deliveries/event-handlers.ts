import type { Scope } from '../../../../platform/request/scope.ts';
import type { DeliveryStore } from './delivery-store.ts';

/** Who takes the events whose types match a pattern, by name. */
export interface EventHandlers {
  readonly pattern: string;
  readonly consumerGroups: readonly string[];
  readonly queues: readonly string[];
}

const PAGE = 500;

/** The groups and bound queues of a workspace by what they let through. */
export async function readEventHandlers(store: DeliveryStore, scope: Scope): Promise<readonly EventHandlers[]> {
  const found = new Map<string, { pattern: string; consumerGroups: string[]; queues: string[] }>();
  function of(pattern: string): { pattern: string; consumerGroups: string[]; queues: string[] } {
    const handlers = found.get(pattern) ?? { pattern, consumerGroups: [], queues: [] };
    found.set(pattern, handlers);
    return handlers;
  }
  let afterName: string | undefined;
  for (;;) {
    const groups = await store.listLines(scope, 'group', { limit: PAGE, afterName });
    for (const { name, settings } of groups) of(settings.filter.pattern ?? '**').consumerGroups.push(name);
    if (groups.length < PAGE) break;
    afterName = groups.at(-1)?.name;
  }
  for (const { pattern, lineId } of await store.bindings(scope)) of(pattern).queues.push(lineId.slice('queue/'.length));
  return [...found.values()].toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1));
}
