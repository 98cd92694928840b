import type { Position } from '../../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import { toBurial, toDeath } from './bury-deliveries.ts';
import { findLine, untilCommitted, type DeliveryPorts } from './delivery-ports.ts';
import type { ClaimTerms, LineChange } from './delivery-store.ts';
import { toGapEvent } from './line-events.ts';
import { toSourceCounts } from './count-sources.ts';
import type { Delivery, Line, LogGap, NewDelivery } from './delivery.ts';
import type { KeyedTurns } from './keyed-turns.ts';

/** What was taken from the log to be delivered. */
export interface Drawn {
  readonly deliveries: readonly NewDelivery[];
  /** Up to where the log has been read. */
  readonly position: Position;
  readonly hasMore: boolean;
  /** What the log had dropped before. */
  readonly gap?: LogGap;
}

/** What a consumer asks for. */
export interface ClaimRequest {
  readonly lineId: string;
  /** At most so many. */
  readonly max: number;
  readonly consumer: string | undefined;
  /** Undefined: as the line's settings say. */
  readonly visibilityTimeoutMs: number | undefined;
  /** Gives a group up to `want` more from the log, due at `nowMs`; undefined when there is nothing more. */
  readonly draw?: (line: Line, terms: { readonly want: number; readonly nowMs: number }) => Promise<Drawn | undefined>;
}

const MAX_ROUNDS = 5;

/**
 * Claims deliveries for one consumer: heads of keys by priority and place, then what the log has after the cursor.
 * Each round is one unit of work, guarded by the version of the line, so that no copy hands out what another has.
 */
export function createClaims(ports: DeliveryPorts, turns: KeyedTurns) {
  const { store, clock, newId } = ports;

  async function claimRound(scope: Scope, request: ClaimRequest): Promise<{ readonly claimed: readonly Delivery[]; readonly hasMore: boolean }> {
    const { lineId, max, consumer, visibilityTimeoutMs, draw } = request;
    const nothing = { answer: { claimed: [], hasMore: false } };
    return untilCommitted(async () => {
      const line = await findLine(store, scope, { lineId });
      const nowMs = clock.now();
      const room = line.paused ? 0 : Math.min(max, line.settings.maxInFlight - (await store.inFlight(scope, lineId, nowMs)));
      if (room <= 0) return nothing;
      const heads = await store.heads(scope, lineId, { nowMs, limit: room });
      const deaths = heads.map((delivery) => toDeath(line, delivery, nowMs)).filter((death) => death !== undefined);
      if (deaths.length > 0) {
        await store.commit(scope, toBurial(line, deaths, ports));
        return undefined;
      }
      const want = Math.min(room - heads.length, line.settings.maxLength - line.depth);
      const drawn = draw === undefined || want <= 0 ? undefined : await draw(line, { want, nowMs });
      if (heads.length === 0 && drawn === undefined) return nothing;
      const by = { claim: newId(), consumer, nowMs, dueAtMs: nowMs + (visibilityTimeoutMs ?? line.settings.visibilityTimeoutMs) };
      const outcome = await store.commit(scope, {
        changes: toClaimChanges(line, { heads, drawn, by }),
        events: drawn?.gap === undefined ? [] : [toGapEvent(line, drawn.gap, newId())],
      });
      if (outcome.kind === 'conflict') return undefined;
      return { answer: { claimed: await store.claimedAs(scope, lineId, by.claim), hasMore: drawn?.hasMore ?? false } };
    });
  }

  return {
    /** Answers what was claimed, at most `max`, perhaps none. Throws NOT_FOUND. */
    claim(scope: Scope, request: ClaimRequest): Promise<readonly Delivery[]> {
      return turns.run(`${scope.workspace} ${request.lineId}`, async () => {
        const claimed: Delivery[] = [];
        for (let round = 0; round < MAX_ROUNDS && claimed.length < request.max; round += 1) {
          const found = await claimRound(scope, { ...request, max: request.max - claimed.length });
          claimed.push(...found.claimed);
          if (!found.hasMore) break;
        }
        return claimed;
      });
    },
  };
}

function toClaimChanges(line: Line, { heads, drawn, by }: { heads: readonly Delivery[]; drawn: Drawn | undefined; by: ClaimTerms }): readonly LineChange[] {
  const lineId = line.id;
  const count = drawn?.deliveries.length ?? 0;
  const again = heads.filter(({ attempts }) => attempts > 0);
  return [
    {
      kind: 'turn',
      lineId,
      turn: {
        version: line.version,
        depthBy: count,
        places: count,
        enqueued: count,
        redelivered: again.length,
        ...(drawn === undefined ? {} : { position: drawn.position }),
        ...(drawn?.gap === undefined ? {} : { gap: drawn.gap }),
      },
    },
    ...(drawn === undefined || count === 0 ? [] : [{ kind: 'insert' as const, lineId, deliveries: drawn.deliveries }]),
    { kind: 'claim', lineId, ids: heads.map(({ id }) => id), by },
    ...(count === 0 ? [] : [{ kind: 'claim-inserted' as const, lineId, count, by }]),
    ...toSourceCounts(line, [
      { what: 'taken', deliveries: drawn?.deliveries ?? [] },
      { what: 'redelivered', deliveries: again },
    ]),
  ];
}
