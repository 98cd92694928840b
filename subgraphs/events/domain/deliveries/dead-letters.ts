import type { JsonValue } from '../../../../platform/json/json-value.ts';
import { notFound } from '../../../../platform/errors/coded-error.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import { distinctKeys } from './bury-deliveries.ts';
import { findLine, untilCommitted, type DeliveryPorts } from './delivery-ports.ts';
import type { LineChange } from './delivery-store.ts';
import { toSourceCounts } from './count-sources.ts';
import type { Delivery, Line } from './delivery.ts';

/** Which dead letters of a line: these, those of an error, or with neither all. */
export interface DeadLetterChoice {
  readonly lineId: string;
  readonly ids: readonly string[] | undefined;
  readonly fingerprint: string | undefined;
}

const AT_ONCE = 500;

/** What may be done with deliveries that were given up. */
export function createDeadLetters(ports: DeliveryPorts) {
  const { store, clock } = ports;

  function choose(scope: Scope, { lineId, ids, fingerprint }: DeadLetterChoice, afterPlace?: number): Promise<readonly Delivery[]> {
    return store.dead(scope, lineId, { ids, fingerprint, afterPlace, limit: AT_ONCE });
  }

  /** In parts of 500, each committed whole. Answers the ids that were chosen, in the order of their places. */
  async function forAll(
    scope: Scope,
    choice: DeadLetterChoice,
    toChanges: ((dead: readonly Delivery[], line: Line) => readonly LineChange[]) | undefined,
  ): Promise<readonly string[]> {
    const line = await findLine(store, scope, { lineId: choice.lineId, field: `choice.${choice.lineId.split('/', 1)[0]}` });
    const done: string[] = [];
    // What is put back moves behind or is no longer dead, so only a dry run pages by place.
    let afterPlace: number | undefined;
    const ids = new Set<string>();
    for (;;) {
      const part = await untilCommitted(async () => {
        const dead = (await choose(scope, choice, afterPlace)).filter(({ id }) => !ids.has(id));
        if (toChanges === undefined || dead.length === 0) return { answer: dead };
        const outcome = await store.commit(scope, { changes: toChanges(dead, line), events: [] });
        return outcome.kind === 'conflict' ? undefined : { answer: dead };
      });
      for (const { id } of part) ids.add(id);
      done.push(...part.map(({ id }) => id));
      if (part.length < AT_ONCE) return done;
      afterPlace = toChanges === undefined ? part.at(-1)?.place : undefined;
    }
  }

  return {
    /**
     * Puts dead letters back, tried no time yet: one that blocks its key at its own place, the others at the end and marked
     * out of order. With `dryRun` only answers which.
     */
    requeue(scope: Scope, choice: DeadLetterChoice, dryRun: boolean): Promise<readonly string[]> {
      return forAll(scope, choice, dryRun ? undefined : (dead) => toRevival(choice.lineId, dead, clock.now()));
    },

    /** Removes dead letters for good; a key that one of them blocked goes on. */
    discard(scope: Scope, choice: DeadLetterChoice, dryRun: boolean): Promise<readonly string[]> {
      const toChanges = (dead: readonly Delivery[], line: Line): readonly LineChange[] => [
        { kind: 'turn', lineId: choice.lineId, turn: {} },
        { kind: 'discard-dead', lineId: choice.lineId, ids: dead.map(({ id }) => id) },
        { kind: 'promote', lineId: choice.lineId, keys: distinctKeys(dead) },
        ...toSourceCounts(line, [{ what: 'discarded', deliveries: dead }]),
      ];
      return forAll(scope, choice, dryRun ? undefined : toChanges);
    },

    /** Replaces what a dead letter carries, so that it can be requeued. Throws NOT_FOUND. */
    async edit(scope: Scope, { lineId, id, data }: { lineId: string; id: string; data: JsonValue }): Promise<Delivery> {
      await findLine(store, scope, { lineId });
      const outcome = await store.commit(scope, { changes: [{ kind: 'edit-dead', lineId, id, data }], events: [] });
      const [edited] = outcome.kind === 'committed' ? await store.find(scope, lineId, [id]) : [];
      if (edited === undefined) throw notFound('dead letter', id);
      return edited;
    },
  };
}

function toRevival(lineId: string, dead: readonly Delivery[], nowMs: number): readonly LineChange[] {
  const moved = dead.filter(({ blocksKey }) => !blocksKey);
  let fromEnd = moved.length;
  return [
    { kind: 'turn', lineId, turn: { depthBy: dead.length, places: moved.length } },
    ...dead.map(({ id, blocksKey }) => ({ kind: 'revive' as const, lineId, id, fromEnd: blocksKey ? undefined : fromEnd--, dueAtMs: nowMs })),
    { kind: 'promote', lineId, keys: distinctKeys(dead) },
  ];
}
