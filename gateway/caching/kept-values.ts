import type { Cache } from '../../platform/cache/cache.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, toPosition, type PositionParts } from '../../platform/event-log/position.ts';
import type { Scope } from '../../platform/request/scope.ts';
import type { CachePolicy } from './cache-policy.ts';
import type { EventEars } from './heard-events.ts';
import { readKeptText, toKeptText, type KeptValue } from './kept-value.ts';
import type { WriteMarks } from './write-marks.ts';

/** A value with how old it is. */
export interface FoundValue extends KeptValue {
  readonly ageMs: number;
}

/** What a look brings: `stale` may be answered while it is asked for anew. */
export type Look = { readonly kind: 'fresh' | 'stale'; readonly value: FoundValue } | { readonly kind: 'none'; readonly reason: MissReason };
/** Why nothing is taken from what is kept. */
export type MissReason = 'absent' | 'expired' | 'written' | 'changed' | 'behind' | 'unheard';

/** What was true before a value was asked for. Only what still is then may be kept. */
export interface Asking {
  readonly askedAtMs: number;
  readonly placedMark: string;
  readonly unplacedMark: string;
  readonly droppedMark: string;
}

/** A value that may be kept. */
export interface Keeping {
  readonly asking: Asking;
  readonly policy: CachePolicy;
  readonly text: string;
  readonly position: Position | undefined;
  /** What it is dropped by (`invalidation.ts`). */
  readonly tags: readonly string[];
}

/** Values in the tiers of the cache that are answered again only while nothing is known to have changed them. */
export interface KeptValues {
  look(scope: Scope, key: string, options: LookOptions): Promise<Look>;
  /** To be called before a value is asked for that such events change. */
  begin(scope: Scope, events: readonly string[]): Promise<Asking>;
  /** Keeps a value, unless it was overtaken meanwhile; answers it as a look would find it. */
  keep(scope: Scope, key: string, kept: Keeping): Promise<KeptValue | undefined>;
  /** Whether a value that was just made serves this caller as well. */
  serves(scope: Scope, value: KeptValue, options: LookOptions): boolean;
}

type Judgement = { readonly reason: MissReason } | { readonly reason?: undefined; readonly position: Position | undefined };

/** What a caller may be given. */
export interface LookOptions {
  readonly policy: CachePolicy;
  /** The caller takes no value from before it. */
  readonly minPosition: Position | undefined;
}

/** Where values are kept, and by what they are judged. */
export interface KeptValuesParts {
  readonly cache: Cache;
  readonly marks: WriteMarks;
  /** Undefined for a process that has no log: what only events change is not kept there. */
  readonly ears: EventEars | undefined;
  readonly clock: Clock;
}

/** Judges and keeps values; what is kept says itself for how long and what changes it. */
export function createKeptValues({ cache, marks, ears, clock }: KeptValuesParts): KeptValues {
  /** Up to which position the value is what its caller would get, or why it is not. */
  function judge(scope: Scope, { position }: Pick<KeptValue, 'position'>, { policy, minPosition }: LookOptions): Judgement {
    let at = toParts(position, scope);
    if (policy.events.length > 0) {
      const heard = ears?.heard(scope.workspace);
      if (heard === undefined) return { reason: 'unheard' };
      const asked = at;
      if (asked === undefined || policy.events.some((pattern) => isBefore(asked, heard.lastOf(pattern)))) return { reason: 'changed' };
      // Nothing that changes it has happened since: it is as good as asked for where the log was heard last.
      if (policy.isCovered && isBefore(asked, heard.reached)) at = heard.reached;
    }
    if (minPosition !== undefined) {
      const least = toParts(minPosition, scope);
      if (at === undefined || least === undefined || isBefore(at, least)) return { reason: 'behind' };
    }
    const written = marks.lastOf(scope);
    if (at !== undefined && written !== undefined && isBefore(at, written)) return { reason: 'written' };
    return { position: at === undefined ? undefined : toPosition(at) };
  }

  return {
    async look(scope, key, options) {
      const text = await cache.get(scope, key);
      const value = text === undefined ? undefined : readKeptText(text);
      if (value === undefined) return { kind: 'none', reason: 'absent' };
      const ageMs = Math.max(0, clock.now() - value.askedAtMs);
      // The supergraph may say less by now than when it was kept.
      const maxAgeMs = Math.min(value.maxAgeMs, options.policy.maxAgeMs);
      if (ageMs >= maxAgeMs + value.staleMs) return { kind: 'none', reason: 'expired' };
      const judged = judge(scope, value, options);
      if (judged.reason !== undefined) return { kind: 'none', reason: judged.reason };
      if ((await marks.current(scope, value.position === undefined ? 'unplaced' : 'placed')) !== value.mark) return { kind: 'none', reason: 'written' };
      return { kind: ageMs < maxAgeMs ? 'fresh' : 'stale', value: { ...value, maxAgeMs, position: judged.position, ageMs } };
    },
    async begin(scope, events) {
      const heard = events.length === 0 ? undefined : ears?.heard(scope.workspace);
      for (const pattern of events) heard?.lastOf(pattern);
      const kinds = ['placed', 'unplaced', 'dropped'] as const;
      const [placedMark = '', unplacedMark = '', droppedMark = ''] = await Promise.all(kinds.map((kind) => marks.current(scope, kind)));
      return { askedAtMs: clock.now(), placedMark, unplacedMark, droppedMark };
    },
    async keep(scope, key, { asking, policy, text, position, tags }) {
      const { maxAgeMs, staleMs } = policy;
      if (maxAgeMs === 0) return undefined;
      const about = { askedAtMs: asking.askedAtMs, maxAgeMs, staleMs, text };
      const isPlaced = toParts(position, scope) !== undefined;
      const value: KeptValue = isPlaced ? { ...about, position, mark: asking.placedMark } : { ...about, position: undefined, mark: asking.unplacedMark };
      if (judge(scope, value, { policy, minPosition: undefined }).reason !== undefined) return undefined;
      await cache.set(scope, key, { value: toKeptText(value), ttlMs: maxAgeMs + staleMs, tags });
      // A drop marks first and drops then: it comes either before this look, or behind the set.
      if ((await marks.current(scope, 'dropped')) === asking.droppedMark) return value;
      await cache.delete(scope, key);
      return undefined;
    },
    serves: (scope, value, options) => judge(scope, value, options).reason === undefined,
  };
}

function isBefore(a: PositionParts, b: PositionParts): boolean {
  return comparePositions(a, b) < 0;
}

/** A subgraph that is not ours may mean something else by the word. */
function toParts(position: Position | undefined, { workspace }: Scope): PositionParts | undefined {
  if (position === undefined) return undefined;
  try {
    return readPosition(position, workspace);
  } catch {
    return undefined;
  }
}
