import { createFaultClient } from './fault-client.ts';
import { readJournal } from './journal.ts';
import {
  readEventName,
  SPOOLED,
  type ConsumerStep,
  type EventName,
  type RunRecord,
  type StoredEvent,
  type SubscriberRecord,
  type SubscriberStep,
} from './run-record.ts';

const PAGE = `query ($after: String) { events(first: 500, after: $after) {
  nodes { id type sequence revision } pageInfo { hasNextPage endCursor } } }`;
/** The event by which a run tells its subscribers that nothing follows. */
export const END_ID = 'the-end';

interface Page {
  readonly events: {
    readonly nodes: readonly { readonly id: string; readonly type: string; readonly sequence: number; readonly revision: number | null }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Where the members of a run wrote what they did. */
export interface RunJournals {
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  readonly subscribers: readonly { readonly name: string; readonly journal: string; readonly accepts: (name: EventName) => boolean }[];
}

/** Gathers what a run has seen: the journals, and the history through the public API. `refusals`: what members met that does not pass by itself. */
export async function readRun(urls: readonly string[], journals: RunJournals): Promise<{ record: RunRecord; refusals: readonly string[] }> {
  const refusals: string[] = [];
  const attempted = new Set<string>();
  const acknowledged = new Map<string, number>();
  for (const journal of journals.producers) {
    for (const line of readJournal(journal)) {
      const [what, id = '', sequence] = line.split(' ');
      if (what === 'A') attempted.add(id);
      else if (what === 'K') acknowledged.set(id, Number(sequence));
      else if (what === 'S') acknowledged.set(id, acknowledged.get(id) ?? SPOOLED);
      else refusals.push(line);
    }
  }
  for (const journal of journals.consumers) {
    for (const line of readJournal(journal)) if (!/^[CTS] /.test(line)) refusals.push(line);
  }
  const consumers = toIterable(() => readConsumers(journals.consumers));
  const subscribers = journals.subscribers.map((one) => toSubscriber(one, refusals));
  return { record: { attempted, acknowledged, consumers, subscribers, ...(await readHistory(urls)) }, refusals };
}

async function readHistory(urls: readonly string[]): Promise<Pick<RunRecord, 'stored' | 'sequences'>> {
  const backend = createFaultClient(urls);
  const stored: StoredEvent[] = [];
  const sequences: number[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Page | undefined = await backend.ask<Page>(PAGE, { after });
    if (page === undefined) continue;
    for (const { id, type, sequence, revision } of page.events.nodes) {
      sequences.push(sequence);
      if (type.startsWith('fault.wrote.')) stored.push({ id, sequence, revision });
    }
    if (!page.events.pageInfo.hasNextPage) return { stored, sequences };
    after = page.events.pageInfo.endCursor;
  }
}

/** Journals of a long run are longer than memory: they are gone through, as often as someone asks. */
function toIterable<T>(begin: () => Iterator<T>): Iterable<T> {
  return { [Symbol.iterator]: begin };
}

function* readConsumers(journals: readonly string[]): Generator<ConsumerStep> {
  for (const journal of journals) {
    for (const line of readJournal(journal)) {
      const [what, id = '', first, second] = line.split(' ');
      if (what === 'C') yield { kind: 'claim', id, askedAtMs: Number(first), gotAtMs: Number(second) };
      else if (what === 'T') yield { kind: 'tried', id, atMs: Number(first) };
      else if (what === 'S') yield { kind: 'settled', id, atMs: Number(first) };
    }
  }
}

function toSubscriber({ name, journal, accepts }: RunJournals['subscribers'][number], refusals: string[]): SubscriberRecord {
  let gaps = 0;
  for (const line of readJournal(journal)) {
    if (line === 'G') gaps += 1;
    if (line.startsWith('X ')) refusals.push(line);
  }
  return { name, accepts, steps: toIterable(() => readSubscriber(journal)), gaps };
}

function* readSubscriber(journal: string): Generator<SubscriberStep> {
  for (const line of readJournal(journal)) {
    const [what, id = '', sequence] = line.split(' ');
    if (what === 'R') yield { kind: 'resume' };
    else if (what === 'E' && id !== END_ID && readEventName(id) !== undefined) yield { kind: 'event', id, sequence: Number(sequence) };
  }
}
