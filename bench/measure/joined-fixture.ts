import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createClient,
  DefinePipelineDocument,
  PublishEventsDocument,
  RecordMetricsDocument,
  RegisterServiceDocument,
  ServiceOverviewDocument,
} from '../../client/index.ts';
import { dataOf } from './closed-loop.ts';
import { startOurs } from './contestants.ts';

/** A data folder with a service that five subgraphs know, the joined query for it, and the answer that is right. */
export interface JoinedFixture {
  readonly dataDir: string;
  readonly answerFile: string;
  readonly body: string;
  readonly expected: string;
  remove(): void;
}

/** The client's own query, less the one field that tells when something was last looked at: the answer must be the same at every start. */
const QUERY = ServiceOverviewDocument.toString().replace(/^\s*checkedAt\n/m, '');

const EVENTS = 50;
const SAMPLES = 100;

/** Fills a new data folder through the API and asks the query once. The target answers nothing: its health is UNKNOWN and stays so. */
export async function createJoinedFixture(): Promise<JoinedFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'autoweave-bench-'));
  const dataDir = join(folder, 'data');
  const answerFile = join(folder, 'answer.json');
  const ours = await startOurs(dataDir);
  const client = createClient({ url: ours.url });
  await client.mutate(RegisterServiceDocument, { input: { id: 'payments', name: 'Payments' } });
  await client.mutate(PublishEventsDocument, {
    inputs: Array.from({ length: EVENTS }, (_, n) => ({ id: `order-${n}`, source: 'shop', type: 'order.created', subject: 'service/payments', data: { n } })),
  });
  await client.mutate(RecordMetricsDocument, {
    inputs: Array.from({ length: SAMPLES }, (_, n) => ({
      name: 'latency_ms',
      value: n,
      timestamp: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
      labels: { service: 'payments' },
    })),
  });
  await client.mutate(DefinePipelineDocument, {
    input: {
      id: 'orders',
      name: 'Orders',
      source: { event: { pattern: 'nothing.**', about: 'service/payments' } },
      sink: { records: { collection: 'orders' } },
    },
  });
  const body = JSON.stringify({ query: QUERY, variables: { id: 'payments', events: 20, since: '2026-01-01T00:00:00Z' } });
  const expected = await settle(ours.url, body);
  writeFileSync(answerFile, expected);
  await client.close();
  await ours.stop();
  return { dataDir, answerFile, body, expected, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

// The other subgraphs learn of the service by events: the answer is taken once it has stopped changing.
async function settle(url: string, body: string): Promise<string> {
  let last = '';
  let equal = 0;
  for (let look = 0; look < 200 && equal < 10; look += 1) {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const answer = dataOf(await response.text());
    equal = answer === last ? equal + 1 : 0;
    last = answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return last;
}
