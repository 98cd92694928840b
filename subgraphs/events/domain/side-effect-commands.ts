import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { readReplayed, type EventKey } from './event-copy.ts';
import { digestOf, type SideEffect, type Suppression } from './side-effects.ts';

/** Where side effects are recorded. */
export interface SideEffectStore {
  /** Records an effect and answers true, or answers false when its key is recorded already. Concurrent calls get one true. */
  claim(scope: Scope, effect: SideEffect): Promise<boolean>;
  effects(scope: Scope, keys: readonly string[]): Promise<readonly SideEffect[]>;
  note(scope: Scope, suppression: Suppression): Promise<void>;
}

/** Says once a key that an effect may happen. */
export interface SideEffectCommands {
  /** Throws BAD_USER_INPUT for a malformed key. */
  record(
    scope: Scope,
    request: { key: string; event: EventKey; content?: JsonValue | null | undefined },
  ): Promise<{ readonly proceed: boolean; readonly differs: boolean; /** When the key was recorded first. */ readonly atMs: number }>;
}

const MAX_KEY = 256;

/** Makes the commands over a store. */
export function createSideEffectCommands({ store, clock }: { store: SideEffectStore; clock: Clock }): SideEffectCommands {
  return {
    async record(scope, { key, event, content }) {
      if (key === '' || key.length > MAX_KEY) throw badInput('input.key', `1 to ${MAX_KEY} characters`, key);
      const effect = { key: `own/${key}`, digest: digestOf(content ?? null), atMs: clock.now() };
      if (await store.claim(scope, effect)) return { proceed: true, differs: false, atMs: effect.atMs };
      const [first] = await store.effects(scope, [effect.key]);
      if (first === undefined) throw new Error('an effect is recorded and not to be found');
      const differs = first.digest !== effect.digest;
      const replayed = readReplayed(event);
      if (replayed?.fenced === false) return { proceed: true, differs, atMs: first.atMs };
      if (replayed !== undefined) {
        await store.note(scope, { replayId: replayed.replayId, effectKey: effect.key, event: replayed.original, differs, atMs: effect.atMs });
      }
      return { proceed: false, differs, atMs: first.atMs };
    },
  };
}
