import { badInput, notFound } from '../../../platform/errors/coded-error.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { OpenSubscription, SubscriptionDesk } from '../../../platform/subscription-desk/subscription-desk.ts';

const MAX_PAGE = 500;
const MAX_REASON_LENGTH = 200;
const MAX_DRAIN_MS = 600_000;

/** Which subscriptions are asked for; all that is given must hold. */
export interface SubscriptionFilter {
  readonly principal: string | undefined;
  readonly field: string | undefined;
  readonly minLagEvents: number | undefined;
}

/** A part of the list. */
export interface SubscriptionPage {
  readonly nodes: readonly OpenSubscription[];
  readonly totalCount: number;
  readonly hasNextPage: boolean;
}

/** A page of the workspace's subscriptions, the oldest first. Throws NOT_FOUND when `after` has ended. */
export async function listSubscriptions(
  scope: Scope,
  asked: { filter: SubscriptionFilter; first: number; after: string | undefined },
  desk: SubscriptionDesk,
): Promise<SubscriptionPage> {
  const { filter, first, after } = asked;
  if (first < 1 || first > MAX_PAGE) throw badInput('first', `1 to ${MAX_PAGE}`, first);
  const all = await desk.list(scope);
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && start === 0) throw notFound('running subscription', after, 'after');
  const passes = (one: OpenSubscription): boolean =>
    (filter.principal === undefined || one.principal === filter.principal) &&
    (filter.field === undefined || one.fields.includes(filter.field)) &&
    one.lag.events >= (filter.minLagEvents ?? 0);
  const rest = all.slice(start).filter(passes);
  return { nodes: rest.slice(0, first), totalCount: start === 0 ? rest.length : all.filter(passes).length, hasNextPage: rest.length > first };
}

/** The workspace's subscriptions in numbers. */
export async function sumSubscriptions(scope: Scope, desk: SubscriptionDesk) {
  const all = await desk.list(scope);
  const byField = new Map<string, number>();
  for (const field of all.flatMap(({ fields }) => fields)) byField.set(field, (byField.get(field) ?? 0) + 1);
  return {
    running: all.length,
    principals: new Set(all.map(({ principal }) => principal)).size,
    lagging: all.filter(({ lag }) => lag.events > 0).length,
    maxLagEvents: all.reduce((most, { lag }) => Math.max(most, lag.events), 0),
    maxLagMs: all.reduce((most, { lag }) => Math.max(most, lag.ms), 0),
    frames: all.reduce((sum, { frames }) => sum + frames, 0),
    dropped: all.reduce((sum, { dropped }) => sum + dropped, 0),
    byField: [...byField].sort(([a, more], [b, fewer]) => fewer - more || (a < b ? -1 : 1)).map(([field, running]) => ({ field, running })),
  };
}

/** Ends one subscription of the workspace; undefined when none of this id runs. */
export function endSubscription(scope: Scope, order: { id: string; reason: string }, desk: SubscriptionDesk): Promise<OpenSubscription | undefined> {
  const reason = order.reason.trim();
  if (reason === '' || reason.length > MAX_REASON_LENGTH) throw badInput('reason', `1 to ${MAX_REASON_LENGTH} characters`, order.reason);
  return desk.end(scope, { id: order.id, reason });
}

/** Moves all subscriptions of the workspace; answers how many. */
export function drainSubscriptions(scope: Scope, overMs: number, desk: SubscriptionDesk): Promise<number> {
  if (overMs < 0 || overMs > MAX_DRAIN_MS) throw badInput('overMs', `0 to ${MAX_DRAIN_MS} milliseconds`, overMs);
  return desk.drain(scope, { overMs });
}
