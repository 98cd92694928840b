import { badInput } from '../../../platform/errors/coded-error.ts';
import type { Position } from '../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, toPosition } from '../../../platform/event-log/position.ts';
import { readEventFilter } from './event-filter.ts';
import { readEventType } from './publication.ts';
import { readWebhook, type RoutingFault, type WebhookRequest } from './routing.ts';

/** Where a replay may stand. */
export const REPLAY_STATES = ['RUNNING', 'PAUSED', 'DONE', 'CANCELLED'] as const;
/** One of them. */
export type ReplayState = (typeof REPLAY_STATES)[number];

/** Where a replay sends events: on in the log under a longer type, or to an HTTP endpoint. */
export type ReplayTarget =
  | { readonly kind: 'topic'; readonly prefix: string }
  | { readonly kind: 'webhook'; readonly url: string; readonly timeoutMs: number; readonly maxAttempts: number };

/** The part of the log that is replayed. */
export interface ReplayRange {
  readonly pattern: string;
  readonly subject?: string;
  /** ms, inclusive. */
  readonly since?: number;
  /** ms, exclusive. */
  readonly until?: number;
  /** Exclusive. */
  readonly after: Position;
  /** Inclusive. */
  readonly upTo: Position;
}

/** How far a replay has come. */
export interface ReplayProgress {
  readonly position: Position;
  /** Of the events in the range. */
  readonly examined: number;
  readonly replayed: number;
  readonly suppressed: number;
  readonly failed: number;
  /** How long it has been worked on. */
  readonly activeMs: number;
  readonly lastFault?: RoutingFault;
}

/** What of the log is sent once more, where to, and how far that is. */
export interface Replay extends ReplayProgress {
  readonly id: string;
  readonly state: ReplayState;
  readonly range: ReplayRange;
  readonly target: ReplayTarget;
  /** True: what an event had done already is not done again. */
  readonly fenced: boolean;
  /** How many events the range had when the replay began. */
  readonly total: number;
  readonly startedAtMs: number;
  readonly finishedAtMs?: number;
  readonly correlationId: string;
}

/** What someone asks for; null and absent both mean: not given. */
export interface ReplayRequest {
  readonly pattern?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly from?: Position | null | undefined;
  readonly to?: Position | null | undefined;
  readonly since?: string | null | undefined;
  readonly until?: string | null | undefined;
  readonly target: { readonly topicPrefix?: string | null | undefined; readonly webhook?: WebhookRequest | null | undefined };
}

/** Reads what is to be replayed, up to `head` at most; throws BAD_USER_INPUT naming the part of the input. */
export function readReplayRange(request: ReplayRequest, head: Position, workspace: string): ReplayRange {
  const { pattern, subject, from, to, since, until } = request;
  const filter = readEventFilter({ pattern: pattern ?? '**', subject, since, until }, 'input');
  const last = readPosition(head, workspace);
  const upTo = to === undefined || to === null ? last : readPosition(to, workspace, 'input.to');
  const first = from === undefined || from === null ? { ...last, sequence: 1 } : readPosition(from, workspace, 'input.from');
  if (comparePositions(upTo, last) > 0) throw badInput('input.to', 'a position that the log has reached');
  if (from !== undefined && from !== null && comparePositions(first, upTo) > 0) throw badInput('input.from', 'a position that is not behind input.to');
  if (filter.since !== undefined && filter.until !== undefined && filter.since >= filter.until) throw badInput('input.since', 'a time before input.until');
  const { pattern: _read, ...rest } = filter;
  return { ...rest, pattern: pattern ?? '**', after: toPosition({ ...first, sequence: Math.max(0, first.sequence - 1) }), upTo: toPosition(upTo) };
}

/** Reads where a replay goes; throws BAD_USER_INPUT naming the part of the input. */
export function readReplayTarget({ topicPrefix, webhook }: ReplayRequest['target']): ReplayTarget {
  if (typeof topicPrefix === 'string' && (webhook === undefined || webhook === null)) {
    return { kind: 'topic', prefix: readEventType(topicPrefix, 'input.target.topicPrefix') };
  }
  if (webhook === undefined || webhook === null || typeof topicPrefix === 'string') throw badInput('input.target', 'either topicPrefix or webhook');
  return readWebhook(webhook, 'input.target.webhook');
}

/** A replay's progress as it is told. */
export interface ReplaySpeed {
  /** 0 to 100. */
  readonly percent: number;
  /** Events of the range in a second of work; 0 before there is anything to tell. */
  readonly eventsPerSecond: number;
  /** Undefined while there is no rate. */
  readonly remainingMs: number | undefined;
}

/** How fast a replay is and how long it will take; undefined while nothing has been examined. */
export function toReplaySpeed({ state, total, examined, activeMs }: Pick<Replay, 'state' | 'total' | 'examined' | 'activeMs'>): ReplaySpeed {
  const eventsPerSecond = activeMs <= 0 ? 0 : (examined * 1_000) / activeMs;
  const left = Math.max(0, total - examined);
  const percent = state === 'DONE' || total === 0 ? 100 : Math.min(100, (examined * 100) / total);
  return { percent, eventsPerSecond, remainingMs: state === 'DONE' || left === 0 ? 0 : eventsPerSecond === 0 ? undefined : (left * 1_000) / eventsPerSecond };
}
