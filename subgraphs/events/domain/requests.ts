import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventLog, Position, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { isCopy, type EventKey } from './event-copy.ts';

/** How long and for what a request waits. */
export interface ReplyTerms {
  readonly timeoutMs: number;
  readonly replyPattern: string;
}

/** Waits for what answers an event. */
export interface Requester {
  /** Throws BAD_USER_INPUT; to be asked before the request is published. */
  assertTerms(terms: ReplyTerms): void;
  /** Waits for what answers the event at `position`; throws DEADLINE_EXCEEDED when nothing has come in time. */
  awaitReply(
    scope: Scope,
    request: EventKey & { position: Position },
    options: ReplyTerms & { signal: AbortSignal },
  ): Promise<{ request: RecordedEvent; reply: RecordedEvent; tookMs: number }>;
  /** What has answered so far, oldest first; undefined when the log does not hold the request. */
  replies(scope: Scope, request: EventKey, first: number): Promise<{ request: RecordedEvent; replies: readonly RecordedEvent[] } | undefined>;
}

const MAX_TIMEOUT_MS = 60_000;
const MAX_REPLIES = 100;
const PAGE = 500;

/** Waits by following the log from the event onward. */
export function createRequester({ log, clock }: { log: EventLog; clock: Clock }): Requester {
  async function waitFor(
    scope: Scope,
    key: EventKey & { position: Position },
    options: ReplyTerms & { signal: AbortSignal },
  ): Promise<RecordedEvent | undefined> {
    const { timeoutMs, replyPattern, signal } = options;
    const expiry = new AbortController();
    const cancel = clock.after(timeoutMs, () => expiry.abort());
    try {
      const tail = log.tail(scope, { from: { after: key.position }, filter: { pattern: replyPattern }, signal: AbortSignal.any([signal, expiry.signal]) });
      for await (const item of tail) if (item.kind === 'event' && isReply(item.event, key)) return item.event;
      return undefined;
    } finally {
      cancel();
      // Also ends the tail when the answer was found.
      expiry.abort();
    }
  }

  return {
    assertTerms({ timeoutMs, replyPattern }) {
      if (timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS) throw badInput('timeoutMs', `1 to ${MAX_TIMEOUT_MS}`, timeoutMs);
      readEventPattern(replyPattern, 'replyPattern');
    },
    async awaitReply(scope, key, options) {
      const reply = await waitFor(scope, key, options);
      options.signal.throwIfAborted();
      const { source, id, position } = key;
      if (reply === undefined) {
        const message = `nothing answered the request within ${options.timeoutMs} ms; a late answer is in eventReplies`;
        throw new CodedError('DEADLINE_EXCEEDED', message, { details: { reason: 'NO_REPLY', source, id, position, timeoutMs: options.timeoutMs } });
      }
      const request = await log.find(scope, { source, id });
      if (request === undefined) throw new Error('the log does not hold the request that it acknowledged');
      return { request, reply, tookMs: reply.recordedAt - request.recordedAt };
    },
    async replies(scope, key, first) {
      if (first < 1 || first > MAX_REPLIES) throw badInput('first', `1 to ${MAX_REPLIES}`, first);
      const request = await log.find(scope, key);
      if (request === undefined) return undefined;
      const replies: RecordedEvent[] = [];
      let after = request.position;
      for (;;) {
        const page = await log.read(scope, { after, limit: PAGE, direction: 'forward' });
        replies.push(...page.events.filter((event) => isReply(event, key)));
        after = page.events.at(-1)?.position ?? after;
        if (!page.hasMore || replies.length >= first) return { request, replies: replies.slice(0, first) };
      }
    },
  };
}

function isReply(event: RecordedEvent, { id }: EventKey): boolean {
  return event.causationId === id && !isCopy(event);
}
