import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventDraft } from '../../platform/event-log/event-log.ts';
import { toPosition } from '../../platform/event-log/position.ts';
import { startOurs } from '../measure/contestants.ts';
import { fillLog } from './fill-log.ts';
import { createCaller, toBody, type GraphqlCaller } from './graphql-caller.ts';

const WORKSPACE = 'default';
const PAGE = 50;
/** Of ten thousand events and of ten million alike, one in so many is of each type, and of each subject. */
const [TYPES, SUBJECTS] = [20, 100];

const QUERY = `query ($filter: EventFilter, $after: String) {
  events(filter: $filter, first: ${PAGE}, after: $after) { nodes { id type data sequence } pageInfo { hasNextPage endCursor } } }`;

/** Fills an embedded log with events and asks for pages from places all over it, in turn of all, of a pattern and of a subject; latencies in ms. */
export async function readPages(dataDir: string, { events, pages }: { events: number; pages: number }): Promise<readonly number[]> {
  mkdirSync(dataDir, { recursive: true });
  fillLog(join(dataDir, 'log.sqlite'), { workspace: WORKSPACE, count: events, toDraft });
  const server = await startOurs(dataDir);
  const caller = createCaller(server.url, 1);
  try {
    await untilCounted(caller, events);
    const tookMs: number[] = [];
    let found = 0;
    for (let page = 0; page < pages + WARM_UP; page += 1) {
      const at = Math.floor((events * ((page * 7_919) % 10_000)) / 10_000);
      const filters = [{}, { pattern: `bench.type${page % TYPES}` }, { subject: `s/${page % SUBJECTS}` }];
      const body = toBody(QUERY, { filter: filters[page % filters.length], after: toPosition({ workspace: WORKSPACE, epoch: 0, sequence: at }) });
      const startedMs = performance.now();
      const { events: answer } = await caller.ask<{ events: { nodes: unknown[]; pageInfo: { hasNextPage: boolean } } }>(body);
      if (page >= WARM_UP) tookMs.push(performance.now() - startedMs);
      if (answer.nodes.length < PAGE && answer.pageInfo.hasNextPage) throw new Error(`expected ${PAGE} events on a page, received ${answer.nodes.length}`);
      found += answer.nodes.length;
    }
    if (found === 0) throw new Error('expected events, found none');
    return tookMs;
  } finally {
    await caller.close();
    await server.stop();
  }
}

const WARM_UP = 60;
const COUNT = '{ eventCounts(pattern: "bench.**") { count } }';
const COUNTED = { lookMs: 1_000, atMostMs: 1_800_000 };

/**
 * A server that finds a long log reads it once, to count its events, and pages that are asked for meanwhile wait for their turn on its
 * thread: they are measured when that is over. How busy it is does not tell: on a machine that others use it waits for its disk.
 */
async function untilCounted(caller: GraphqlCaller, events: number): Promise<void> {
  for (const untilMs = performance.now() + COUNTED.atMostMs; performance.now() < untilMs; await sleep(COUNTED.lookMs)) {
    const { eventCounts } = await caller.ask<{ eventCounts: readonly { count: number }[] }>(toBody(COUNT));
    if (eventCounts.reduce((sum, { count }) => sum + count, 0) >= events) return;
  }
  throw new Error(`the server has not counted ${events} events in ${COUNTED.atMostMs} ms`);
}

function toDraft(index: number): EventDraft {
  return { id: String(index), source: 'bench', type: `bench.type${index % TYPES}`, subject: `s/${index % SUBJECTS}`, data: { index } };
}
