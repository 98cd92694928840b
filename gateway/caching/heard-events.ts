import type { Clock } from '../../platform/clock/clock.ts';
import { readEventPattern, type EventPattern } from '../../platform/event-log/event-pattern.ts';
import type { EventLog, TailItem } from '../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, type PositionParts } from '../../platform/event-log/position.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { createBoundedMap } from '../execution/bounded-map.ts';

/** What is known of the events of one workspace, up to now. */
export interface HeardEvents {
  /** True while nothing is missed. */
  readonly isLive: boolean;
  /** Up to where the log was heard. */
  readonly reached: PositionParts;
  /** Where the last event stands that the pattern matches, or where hearing it began. */
  lastOf(pattern: string): PositionParts;
}

/** Hears the logs of the workspaces whose values are kept. */
export interface EventEars {
  /** What was heard of a workspace; undefined before it is heard, which begins with the first call. */
  heard(workspace: string): HeardEvents | undefined;
  close(): void;
}

const MAX_WORKSPACES = 500;
const IDLE_MS = 300_000;
const KNOWN_TYPES = 5_000;

/** At most MAX_WORKSPACES are heard at a time; one that nobody asks for any more is left. */
export function createEventEars({ log, clock, logger }: { log: Pick<EventLog, 'head' | 'tail'>; clock: Clock; logger: Logger }): EventEars {
  const listeners = new Map<string, Listener>();

  function leave(listener: Listener): void {
    listener.stop();
    if (listeners.get(listener.workspace) === listener) listeners.delete(listener.workspace);
  }

  return {
    heard(workspace) {
      const known = listeners.get(workspace);
      if (known !== undefined) return known.asked();
      const onFailure = (error: unknown) => logger.warn({ err: error, workspace }, 'the cache hears no events');
      const listener = new Listener(workspace, { log, clock, onEnd: leave, onFailure });
      listeners.set(workspace, listener);
      const [oldest] = listeners.values();
      if (listeners.size > MAX_WORKSPACES && oldest !== undefined) leave(oldest);
      void listener.listen();
      return undefined;
    },
    close: () => [...listeners.values()].forEach(leave),
  };
}

interface ListenerParts {
  readonly log: Pick<EventLog, 'head' | 'tail'>;
  readonly clock: Clock;
  onEnd(listener: Listener): void;
  onFailure(error: unknown): void;
}

class Listener implements HeardEvents {
  readonly workspace: string;
  isLive = false;
  reached: PositionParts;
  readonly #parts: ListenerParts;
  readonly #over = new AbortController();
  /** By pattern: where the last match stands. */
  readonly #last = new Map<string, { readonly pattern: EventPattern; position: PositionParts }>();
  /** By type: the entries of `#last` that match it. */
  #matching = createBoundedMap<string, readonly { position: PositionParts }[]>(KNOWN_TYPES);
  #askedMs: number;

  constructor(workspace: string, parts: ListenerParts) {
    this.workspace = workspace;
    this.reached = { workspace, epoch: 0, sequence: 0 };
    this.#parts = parts;
    this.#askedMs = parts.clock.elapsed();
  }

  asked(): HeardEvents | undefined {
    this.#askedMs = this.#parts.clock.elapsed();
    return this.isLive ? this : undefined;
  }

  lastOf(pattern: string): PositionParts {
    const known = this.#last.get(pattern);
    if (known !== undefined) return known.position;
    // What came before was not looked at with it in mind.
    this.#last.set(pattern, { pattern: readEventPattern(pattern), position: this.reached });
    this.#matching = createBoundedMap(KNOWN_TYPES);
    return this.reached;
  }

  stop(): void {
    this.isLive = false;
    this.#over.abort();
  }

  async listen(): Promise<void> {
    const { log, onFailure, onEnd } = this.#parts;
    const scope = { workspace: this.workspace, principal: 'gateway' };
    try {
      const head = await log.head(scope);
      this.reached = readPosition(head, this.workspace);
      this.isLive = !this.#over.signal.aborted;
      for await (const item of log.tail(scope, { from: { after: head }, signal: this.#over.signal })) this.#take(item);
    } catch (error) {
      if (!this.#over.signal.aborted) onFailure(error);
    } finally {
      onEnd(this);
    }
  }

  #take(item: TailItem): void {
    switch (item.kind) {
      case 'event':
        this.reached = readPosition(item.event.position, this.workspace);
        for (const each of this.#matchesOf(item.event.type)) each.position = this.reached;
        return;
      case 'progress': {
        const position = readPosition(item.position, this.workspace);
        if (comparePositions(this.reached, position) < 0) this.reached = position;
        if (this.#parts.clock.elapsed() - this.#askedMs > IDLE_MS) this.#parts.onEnd(this);
        return;
      }
      case 'gap':
        this.reached = readPosition(item.availableFrom, this.workspace);
        for (const each of this.#last.values()) each.position = this.reached;
        return;
      case 'state':
        this.isLive = item.state === 'live';
        return;
    }
  }

  #matchesOf(type: string): readonly { position: PositionParts }[] {
    const known = this.#matching.get(type);
    if (known !== undefined) return known;
    const matching = [...this.#last.values()].filter(({ pattern }) => pattern.matches(type));
    this.#matching.set(type, matching);
    return matching;
  }
}
