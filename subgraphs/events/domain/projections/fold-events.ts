import type { Position, RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../../platform/json/json-value.ts';
import { toFailure, type EvaluationResult, type Evaluator } from '../evaluator.ts';
import { toSubject } from '../routing-condition.ts';
import type { ProjectionTerms } from './projection.ts';

/** What a page of events makes of the entries that it concerns. */
export interface Folded {
  /** `state` undefined: the entry is gone. Only what changed. */
  readonly changed: readonly { readonly key: string; readonly state: JsonValue | undefined; readonly position: Position }[];
  readonly applied: number;
  readonly failed: number;
  /** Entries that there are now. */
  readonly entries: number;
  readonly lastFault: { readonly message: string; readonly position: Position } | undefined;
}

/** What events are folded by. */
export interface FoldSetup {
  readonly terms: ProjectionTerms;
  readonly evaluator: Evaluator;
  /** Entries that there are before. */
  readonly entries: number;
  /** The states of those of these keys that have an entry. */
  readonly read: (keys: readonly string[]) => Promise<ReadonlyMap<string, JsonValue>>;
}

const MAX_KEY = 256;
const MAX_STATE_BYTES = 65_536;

interface Entry {
  state: JsonValue | undefined;
  position: Position | undefined;
}

/**
 * Applies events in their order. An event whose expression fails changes nothing and is counted, so that the same events always
 * make the same entries.
 */
export async function foldEvents(events: readonly RecordedEvent[], { terms, evaluator, entries, read }: FoldSetup): Promise<Folded> {
  const subjects = events.map(toSubject);
  let [applied, failed, count] = [0, 0, entries];
  let lastFault: Folded['lastFault'];
  function fault(message: string, { position }: RecordedEvent): void {
    failed += 1;
    lastFault = { message, position };
  }

  const answers = await evaluator.run(subjects.map((data) => ({ kind: 'evaluate', expression: terms.key, data })));
  const waves: number[][] = [];
  const keys = new Map<number, string>();
  const turns = new Map<string, number>();
  events.forEach((event, index) => {
    const key = readKey(answers[index]);
    if ('problem' in key) return fault(`the key ${key.problem}`, event);
    if (key.text === undefined) return;
    keys.set(index, key.text);
    // Events of one entry follow one another; those of different entries are evaluated together.
    const turn = turns.get(key.text) ?? 0;
    turns.set(key.text, turn + 1);
    (waves[turn] ??= []).push(index);
  });

  const found = await read([...turns.keys()]);
  const states = new Map<string, Entry>([...turns.keys()].map((key) => [key, { state: found.get(key), position: undefined }]));
  // Near the bound the order decides which events still make an entry.
  const steps = entries + turns.size > terms.maxEntries ? [...keys.keys()].map((index) => [index]) : waves;
  for (const wave of steps) {
    const results = await evaluator.run(
      wave.map((index) => {
        const state = states.get(keys.get(index) ?? '')?.state;
        const data = subjects[index] ?? {};
        return { kind: 'evaluate', expression: terms.fold, data, ...(state === undefined ? {} : { state }) };
      }),
    );
    for (const [at, index] of wave.entries()) {
      const event = events[index];
      const entry = states.get(keys.get(index) ?? '');
      if (event === undefined || entry === undefined) continue;
      const next = readState(results[at]);
      if ('problem' in next) fault(`the fold ${next.problem}`, event);
      else if (next.state === undefined) applied += 1;
      else if (next.state !== null && entry.state === undefined && count >= terms.maxEntries) fault(`there are ${count} entries already`, event);
      else {
        const after = next.state === null ? undefined : next.state;
        count += Number(after !== undefined) - Number(entry.state !== undefined);
        entry.state = after;
        entry.position = event.position;
        applied += 1;
      }
    }
  }
  const changed = [...states].flatMap(([key, { state, position }]) => (position === undefined ? [] : [{ key, state, position }]));
  return { changed, applied, failed, entries: count, lastFault };
}

function readKey(result: EvaluationResult | undefined): { readonly text: string | undefined } | { readonly problem: string } {
  if (result?.kind !== 'value') return { problem: `failed: ${toFailure(result)}` };
  const { value } = result;
  if (value === undefined || value === null || value === '') return { text: undefined };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return { problem: 'is neither text nor a number' };
  const text = String(value);
  return text.length > MAX_KEY || text.includes('\0') ? { problem: `is not 1 to ${MAX_KEY} characters` } : { text };
}

function readState(result: EvaluationResult | undefined): { readonly state: JsonValue | undefined } | { readonly problem: string } {
  if (result?.kind !== 'value') return { problem: `failed: ${toFailure(result)}` };
  const { value } = result;
  if (value === undefined || value === null) return { state: value };
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes > MAX_STATE_BYTES ? { problem: `makes a state of ${bytes} bytes, more than ${MAX_STATE_BYTES}` } : { state: value };
}
