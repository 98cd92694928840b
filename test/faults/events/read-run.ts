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
  const consumers = journals.consumers.flatMap((journal) => readJournal(journal).flatMap((line) => toConsumerStep(line, refusals)));
  const subscribers = journals.subscribers.map(({ name, journal, accepts }) => toSubscriber({ name, accepts }, readJournal(journal), refusals));
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

function toConsumerStep(line: string, refusals: string[]): ConsumerStep[] {
  const [what, id = '', first, second] = line.split(' ');
  if (what === 'C') return [{ kind: 'claim', id, askedAtMs: Number(first), gotAtMs: Number(second) }];
  if (what === 'T') return [{ kind: 'tried', id, atMs: Number(first) }];
  if (what === 'S') return [{ kind: 'settled', id, atMs: Number(first) }];
  refusals.push(line);
  return [];
}

function toSubscriber(who: Pick<SubscriberRecord, 'name' | 'accepts'>, lines: readonly string[], refusals: string[]): SubscriberRecord {
  let gaps = 0;
  const steps = lines.flatMap((line): SubscriberStep[] => {
    const [what, id = '', sequence] = line.split(' ');
    if (what === 'E') return id === END_ID || readEventName(id) === undefined ? [] : [{ kind: 'event', id, sequence: Number(sequence) }];
    if (what === 'R') return [{ kind: 'resume' }];
    if (what === 'G') gaps += 1;
    if (what === 'X') refusals.push(line);
    return [];
  });
  return { ...who, steps, gaps };
}
