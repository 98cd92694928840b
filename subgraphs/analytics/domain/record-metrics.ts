import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput } from '../../../platform/errors/coded-error.ts';
import type { EventFilter, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { Receipt } from '../../../platform/records/commands.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import { hasLabels, readLabels, readMetricName, readSamples, type MetricDraft, type MetricSample } from './metric.ts';
import type { MetricStore } from './metric-store.ts';

const OWN_SOURCE = 'autoweave/analytics';
const RECORDED_EVENT = 'metric.recorded';

/** Samples that one command recorded, as the log tells of them. */
export interface RecordedSamples {
  readonly sequence: number;
  readonly recordedAtMs: number;
  readonly samples: readonly MetricSample[];
}

/** Records samples, all or none, in one unit of work with the event that tells of them. Repeated under one id it changes nothing. */
export async function recordMetrics(
  identity: RequestIdentity,
  drafts: readonly MetricDraft[],
  ports: { store: MetricStore; clock: Clock; commandId: string | undefined },
): Promise<{ readonly recorded: number; readonly receipt: Receipt }> {
  const { store, clock, commandId = randomUUID() } = ports;
  if (!/^[\x21-\x7e]{1,128}$/.test(commandId)) throw badInput('commandId', '1 to 128 printable characters without spaces', commandId);
  const nowMs = clock.now();
  const samples = readSamples(drafts, nowMs);
  const event = {
    id: commandId,
    source: OWN_SOURCE,
    type: RECORDED_EVENT,
    time: new Date(nowMs).toISOString(),
    correlationId: identity.correlationId,
    data: { samples: samples.map(({ name, value, atMs, labels }) => ({ name, value, atMs, labels })) },
  };
  const outcome = await store.record(identity, samples, { commandId, events: [event] });
  if (outcome.kind === 'conflict') throw new Error(`recording metrics is never guarded, yet ${outcome.guard} refused it`);
  const { receipt } = outcome;
  return { recorded: receipt.repeated ? await store.countOf(identity, commandId) : samples.length, receipt };
}

/** The part of the log that tells of recordings, and what of each is wanted. */
export function readSamplesToFollow(wanted: { readonly name?: string | null | undefined; readonly labels?: JsonObject | null | undefined }): {
  readonly filter: EventFilter;
  readonly toRoot: (event: RecordedEvent) => RecordedSamples | undefined;
} {
  const name = typeof wanted.name === 'string' ? readMetricName(wanted.name, 'name') : undefined;
  const labels = readLabels(wanted.labels, 'labels');
  return {
    filter: { types: [RECORDED_EVENT], source: OWN_SOURCE },
    toRoot({ data, sequence, recordedAt }) {
      const samples = samplesOf(data).filter((sample) => (name === undefined || sample.name === name) && hasLabels(sample.labels, labels));
      return samples.length === 0 ? undefined : { sequence, recordedAtMs: recordedAt, samples };
    },
  };
}

function samplesOf(data: JsonValue | undefined): readonly MetricSample[] {
  const { samples } = (data ?? {}) as { samples?: unknown };
  return Array.isArray(samples) ? (samples as readonly MetricSample[]) : [];
}
