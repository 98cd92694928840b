import type { Clock } from '../../../../platform/clock/clock.ts';
import { CodedError, notFound } from '../../../../platform/errors/coded-error.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Line } from './delivery.ts';

/** What the work on deliveries stands on. */
export interface DeliveryPorts {
  readonly store: DeliveryStore;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly newId: () => string;
}

const MAX_TRIES = 50;

/** The line of this id; throws NOT_FOUND naming `field`, or the argument `group` or `queue` where none is given. */
export async function findLine(store: DeliveryStore, scope: Scope, options: { lineId: string; field?: string }): Promise<Line> {
  const [line] = await store.lines(scope, [options.lineId]);
  if (line !== undefined) return line;
  const [kind = '', ...name] = options.lineId.split('/');
  throw notFound(kind === 'group' ? 'consumer group' : 'queue', name.join('/'), options.field ?? kind);
}

/** Decides anew on what it reads until a decision is committed. `attempt` answers undefined when another came first. */
export async function untilCommitted<T>(attempt: () => Promise<{ readonly answer: T } | undefined>): Promise<T> {
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const done = await attempt();
    if (done !== undefined) return done.answer;
  }
  throw new CodedError('CONFLICT', 'others keep changing the same deliveries; try again');
}
