import type { Clock } from '../clock/clock.ts';
import type { Position } from '../event-log/event-log.ts';
import type { CommandKey, Outbox } from './outbox.ts';

const LOOK_AGAIN_MS = 250;

/** Who waits for which command to reach the log. */
export interface Settlements {
  /** Begins to listen for a command, best before it is committed, so that no relay is too fast for it. Ends with `within` or `cancel`. */
  expect(key: CommandKey): Expectation;
  /** This process's relay tells what the log answered. `position` null: the log refused the command's last event. */
  settled(key: CommandKey, position: Position | null): void;
  /** Answers everyone who waits with null. */
  close(): void;
}

interface Expectation {
  /** The command's position, or null when it is not known within `timeoutMs`. */
  within(timeoutMs: number): Promise<Position | null>;
  cancel(): void;
}

/**
 * Expectations are met by this process's relay directly. Another process's relay is noticed by the store's signal and,
 * because a signal may be lost, by a look every 250 ms; either way one query asks for all that wait.
 */
export function createSettlements(parts: { outbox: Pick<Outbox, 'onSettledElsewhere' | 'positionsOf'>; clock: Clock }): Settlements {
  const { outbox, clock } = parts;
  const waiting = new Map<string, { key: CommandKey; answers: Set<(position: Position | null) => void> }>();
  const stopListening = outbox.onSettledElsewhere(() => void lookAgain());
  let cancelLook: (() => void) | undefined;
  /** `again`: a signal came during a look, which may have been too early for it. */
  let looking: 'no' | 'yes' | 'again' = 'no';

  function settled(key: CommandKey, position: Position | null): void {
    const name = toName(key);
    const answers = waiting.get(name)?.answers ?? [];
    waiting.delete(name);
    for (const answer of answers) answer(position);
  }

  async function lookAgain(): Promise<void> {
    if (looking !== 'no') looking = 'again';
    if (looking === 'again' || waiting.size === 0) return;
    do {
      looking = 'yes';
      const keys = [...waiting.values()].map(({ key }) => key);
      // While the store is away waits end by their own timeout, and positions can be asked for later.
      const known = await outbox.positionsOf(keys).catch(() => []);
      for (const { position, ...key } of known) settled(key, position);
    } while (wasAskedAgain());
    looking = 'no';
  }

  function wasAskedAgain(): boolean {
    return looking === 'again' && waiting.size > 0;
  }

  function scheduleLook(): void {
    cancelLook ??= clock.after(LOOK_AGAIN_MS, () => {
      cancelLook = undefined;
      if (waiting.size > 0) scheduleLook();
      void lookAgain();
    });
  }

  return {
    settled,
    expect(key) {
      const name = toName(key);
      const met = Promise.withResolvers<Position | null>();
      const entry = waiting.get(name) ?? { key, answers: new Set() };
      entry.answers.add(met.resolve);
      waiting.set(name, entry);
      scheduleLook();
      function cancel(): void {
        entry.answers.delete(met.resolve);
        if (entry.answers.size === 0 && waiting.get(name) === entry) waiting.delete(name);
        met.resolve(null);
      }
      return {
        cancel,
        async within(timeoutMs) {
          const cancelTimeout = clock.after(timeoutMs, cancel);
          try {
            return await met.promise;
          } finally {
            cancelTimeout();
          }
        },
      };
    },
    close() {
      stopListening();
      cancelLook?.();
      for (const { answers } of waiting.values()) for (const answer of answers) answer(null);
      waiting.clear();
    },
  };
}

function toName({ workspace, commandId }: CommandKey): string {
  return `${workspace}/${commandId}`;
}
