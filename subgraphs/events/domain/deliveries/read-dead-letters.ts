import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { DeadErrorCount, DeliveryStore } from './delivery-store.ts';
import type { Delivery } from './delivery.ts';
import { readWithin } from './read-number.ts';

/** Dead letters of one error of a line. */
export interface DeadErrorOfLine extends DeadErrorCount {
  readonly lineId: string;
}

/** A part of a line's dead letters. */
export interface DeadPage {
  readonly deadLetters: readonly Delivery[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Which part. */
export interface DeadRange {
  readonly first: number;
  /** A place that `toDeadCursor` gave. */
  readonly after?: string | null | undefined;
  readonly fingerprint?: string | null | undefined;
}

const MAX_PAGE = 500;

/** A page of a line's dead letters by their places. */
export async function readDeadLetters(store: DeliveryStore, scope: Scope, { lineId, range }: { lineId: string; range: DeadRange }): Promise<DeadPage> {
  const first = readWithin(range.first, 'first', { min: 1, max: MAX_PAGE });
  const afterPlace = typeof range.after === 'string' ? readDeadCursor(range.after) : undefined;
  const found = await store.dead(scope, lineId, { fingerprint: range.fingerprint ?? undefined, afterPlace, limit: first + 1 });
  return { deadLetters: found.slice(0, first), hasNextPage: found.length > first, hasPreviousPage: afterPlace !== undefined };
}

/** The opaque form of a dead letter's place. */
export function toDeadCursor({ place }: Delivery): string {
  return Buffer.from(String(place)).toString('base64url');
}

function readDeadCursor(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d{1,15}$/.test(text)) throw badInput('after', 'a cursor of an earlier page', cursor);
  return Number(text);
}
