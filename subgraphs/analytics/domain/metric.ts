import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';

/** Text values by label name, in order of the names. */
export type Labels = Readonly<Record<string, string>>;

/** A value that was measured. */
export interface MetricSample {
  readonly name: string;
  /** Finite. */
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  readonly labels: Labels;
}

/** A sample as a caller gives it. */
export interface MetricDraft {
  readonly name: string;
  readonly value: number;
  /** RFC 3339; now when absent. */
  readonly timestamp?: string | null | undefined;
  readonly labels?: JsonObject | null | undefined;
}

const MAX_SAMPLES = 1_000;
const MAX_LABELS = 32;
const MAX_LABEL_VALUE = 500;
const NAME = /^[A-Za-z_:][A-Za-z0-9_:.]{0,199}$/;
const LABEL = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;
/** What a four-digit year can say; PostgreSQL and RFC 3339 agree on it. */
const MAX_AT_MS = Date.UTC(9999, 11, 31);

/** Accepts samples, all or none; BAD_USER_INPUT names the first that cannot be, e.g. `inputs[3].value`. */
export function readSamples(drafts: readonly MetricDraft[], nowMs: number): readonly MetricSample[] {
  if (drafts.length === 0 || drafts.length > MAX_SAMPLES) throw badInput('inputs', `1 to ${MAX_SAMPLES} samples`, drafts.length);
  return drafts.map((draft, index) => readSample(draft, `inputs[${index}]`, nowMs));
}

function readSample(draft: MetricDraft, field: string, nowMs: number): MetricSample {
  if (!Number.isFinite(draft.value)) throw badInput(`${field}.value`, 'a finite number', draft.value);
  const atMs = typeof draft.timestamp === 'string' ? Date.parse(draft.timestamp) : nowMs;
  if (!(atMs >= 0 && atMs <= MAX_AT_MS)) throw badInput(`${field}.timestamp`, 'an instant from 1970 to 9999', draft.timestamp);
  return { name: readMetricName(draft.name, `${field}.name`), value: draft.value, atMs, labels: readLabels(draft.labels, `${field}.labels`) };
}

/** Accepts a name as Prometheus has them (a dot is allowed too). */
export function readMetricName(name: string, field: string): string {
  if (!NAME.test(name)) throw badInput(field, '1 to 200 letters, digits, _, : and ., not starting with a digit or a dot', name);
  return name;
}

/** Accepts labels with text values (none when absent) and puts them in order of their names. */
export function readLabels(labels: JsonObject | null | undefined, field: string): Labels {
  const entries = Object.entries(labels ?? {});
  if (entries.length > MAX_LABELS) throw badInput(field, `at most ${MAX_LABELS} labels`, entries.length);
  const read = entries.map(([name, value]): [string, string] => {
    readLabelName(name, `${field}.${name}`);
    if (typeof value !== 'string' || value.length > MAX_LABEL_VALUE)
      throw badInput(`${field}.${name}`, `a text of at most ${MAX_LABEL_VALUE} characters`, value);
    return [name, value];
  });
  return Object.fromEntries(read.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Accepts the name of a label; throws BAD_USER_INPUT under `field`. */
export function readLabelName(name: string, field: string): string {
  if (!LABEL.test(name)) throw badInput(field, 'a label name: 1 to 100 letters, digits and _, not starting with a digit', name);
  return name;
}

/** True when the sample's labels hold all of `wanted`. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}
