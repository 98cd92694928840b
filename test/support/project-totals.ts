import type { RequestIdentity } from '../../platform/request/scope.ts';
import { ask, createIdentity } from './call-subgraph.ts';
import type { RunningEvents } from './start-events.ts';
import { waitUntil } from './wait-until.ts';

const SAVE = `mutation { saveProjection(input: { id: "orders", pattern: "order.*",
  fold: "{ \\"count\\": $sum([$state.count, 1]), \\"total\\": $sum([$state.total, data.total]) }" }) { projection { id } } }`;
const READ = 'query ($id: ID!) { projection(id: $id) { state lag entries { key state } } }';
const CHECK = `mutation ($id: ID!) { checkProjection(id: $id, timeoutMs: 60000) { check { equal liveEntries rebuiltEntries differences { key live rebuilt } } } }`;

interface Entry {
  readonly key: string;
  readonly state: unknown;
}

/** What a check of the projection came to. */
export interface CheckAnswer {
  readonly equal: boolean;
  readonly liveEntries: number;
  readonly rebuiltEntries: number;
  readonly differences: readonly { readonly key: string; readonly live: unknown; readonly rebuilt: unknown }[];
}

/** Publishes three orders and adds the projection `orders`, which counts and sums them by subject; resolves once it has applied them. */
export async function projectTotals(events: RunningEvents, identity: RequestIdentity = createIdentity()): Promise<void> {
  await events.publish({ type: 'order.created', subject: 'order/1', data: { total: 10 } }, identity);
  await ask(events.endpoint, SAVE, { identity });
  await events.publish({ type: 'order.paid', subject: 'order/1', data: { total: 20 } }, identity);
  await events.publish({ type: 'order.created', subject: 'order/2', data: { total: 5 } }, identity);
  await events.publish({ type: 'user.created', subject: 'user/1', data: { total: 99 } }, identity);
  await waitUntil(async () => {
    const { projection } = await ask<{ projection: { state: string; lag: number } }>(events.endpoint, READ, { variables: { id: 'orders' }, identity });
    return projection.state === 'LIVE' && projection.lag === 0;
  });
}

/** The entries of a projection by key. */
export async function readTotals(events: RunningEvents, id: string, identity: RequestIdentity = createIdentity()): Promise<readonly Entry[]> {
  return (await ask<{ projection: { entries: Entry[] } }>(events.endpoint, READ, { variables: { id }, identity })).projection.entries;
}

/** What a check of a projection says. */
export async function checkTotals(events: RunningEvents, id: string, identity: RequestIdentity = createIdentity()): Promise<CheckAnswer | null> {
  return (await ask<{ checkProjection: { check: CheckAnswer | null } }>(events.endpoint, CHECK, { variables: { id }, identity })).checkProjection.check;
}
