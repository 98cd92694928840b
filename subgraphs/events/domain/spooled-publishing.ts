import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { Durability, DurabilityLevel, EventDraft, EventLog } from '../../../platform/event-log/event-log.ts';
import type { EventSpool, SpoolOutcome } from '../../../platform/event-log/spool/event-spool.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Publication } from './publication.ts';
import { idConflict, publish, type Published } from './publish.ts';

/** An event that waits on this process's disk for the log. */
export interface Spooled {
  readonly source: string;
  readonly id: string;
  readonly spoolId: string;
  readonly durability: Durability;
  /** True when it waited there already. */
  readonly duplicate: boolean;
}

/** Publishes to the log, or, while that is away, to the spool. */
export interface SpooledPublishing {
  /**
   * All in the log or all in the spool. Throws as `publish` does; LOG_UNAVAILABLE when the log is away and there is no spool, a revision is
   * expected, or `demanded` is more than the spool gives; LOG_FULL when it is full.
   */
  publish(scope: Scope, publications: readonly Publication[], demanded: DurabilityLevel | undefined): Promise<readonly (Published | Spooled)[]>;
}

/** What publishing without the log works with. */
export interface SpooledPublishingParts {
  readonly log: EventLog;
  readonly logger: Logger;
  /** Gives events that wait to those who take them without the log; it is not told when that fails. */
  readonly feedEarly: (scope: Scope, drafts: readonly EventDraft[]) => Promise<void>;
}

/** How long a publisher waits for what is before it, once the log is back. */
const DRAIN_TIMEOUT_MS = 2_000;

/** Makes it; a log without a spool is published to directly. */
export function createSpooledPublishing({ log, logger, feedEarly }: SpooledPublishingParts): SpooledPublishing {
  const { spool } = log;
  async function feed(scope: Scope, drafts: readonly EventDraft[]): Promise<void> {
    try {
      await feedEarly(scope, drafts);
    } catch (error) {
      logger.warn({ err: error, workspace: scope.workspace }, 'spooled events could not be given to the queues; these take them from the log later');
    }
  }

  async function toSpool(target: EventSpool, scope: Scope, publications: readonly Publication[]): Promise<readonly Spooled[]> {
    const batch = publications.map(({ draft, timeGiven }) => ({ draft, timeGiven }));
    const drafts = batch.map(({ draft }) => draft);
    const { level } = target;
    const outcome: SpoolOutcome = await target.add(scope, batch, () => feed(scope, drafts));
    if (outcome.kind === 'id-conflict') throw idConflict(outcome);
    return drafts.map(({ source, id }, index) => ({
      source,
      id,
      spoolId: outcome.ids[index] ?? '',
      durability: { level, replicas: 0 },
      duplicate: outcome.duplicates[index] ?? false,
    }));
  }

  return {
    async publish(scope, publications, demanded) {
      if (spool === undefined) return publish(log, scope, publications);
      let failure: CodedError | undefined;
      // What waits goes first, so that the order of this process is kept.
      if ((await log.status()).reachable && (await spool.drained(scope.workspace, DRAIN_TIMEOUT_MS))) {
        try {
          return await publish(log, scope, publications);
        } catch (error) {
          if (!(error instanceof CodedError) || error.code !== 'LOG_UNAVAILABLE') throw error;
          failure = error;
        }
      }
      if (publications.some(({ expectedRevision }) => expectedRevision !== undefined)) throw unavailable('a revision can be expected only of the log', failure);
      if (demanded === 'fsynced' && spool.level !== 'fsynced') throw unavailable('the demanded durability cannot be given meanwhile', failure);
      return toSpool(spool, scope, publications);
    },
  };
}

function unavailable(why: string, cause: CodedError | undefined): CodedError {
  return new CodedError('LOG_UNAVAILABLE', `the event log cannot be reached, and ${why}`, cause === undefined ? {} : { cause });
}
