import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { openTestSocket } from '../../support/gateway/test-socket.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

interface Answer {
  readonly data: Record<string, unknown>;
  readonly errors?: readonly unknown[];
  readonly extensions: { readonly cache: { readonly outcome: string; readonly reason: string; readonly because?: string } };
}

const LIST = '{ services(first: 50) { totalCount nodes { id name status } } }';
const REGISTER = 'mutation ($id: ID!, $name: String!) { registerService(input: { id: $id, name: $name }) { service { id } } }';

describe('G06 caching of the own subgraphs', () => {
  const folder = createTemporaryFolder();
  let backend: AutoweaveProcess;
  beforeAll(async () => {
    backend = await startAutoweave(['start'], { PORT: '0', AUTOWEAVE_DATA_DIR: folder.path });
  });
  afterAll(async () => {
    await backend.stop();
    folder.remove();
  });

  async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const response = await fetch(backend.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables, extensions: { cache: true } }),
    });
    return (await response.json()) as Answer;
  }

  async function untilKept(query: string): Promise<Answer> {
    return waitUntil(async () => {
      const answer = await ask(query);
      expect(answer.errors).toBeUndefined();
      return answer.extensions.cache.outcome === 'hit' ? answer : undefined;
    });
  }

  it('keeps lists of services, and shows each write to the next read, over HTTP and WebSocket', async () => {
    await untilKept(LIST);
    const socket = await openTestSocket(backend.url.replace('http', 'ws'));
    await socket.init();
    for (let count = 1; count <= 5; count += 1) {
      await ask(REGISTER, { id: `s${count}`, name: `service ${count}` });
      expect((await ask(LIST)).data['services']).toMatchObject({ totalCount: count });
      await untilKept(LIST);
      // Whatever comes late from the log makes it forget once more.
      let asked = 0;
      await waitUntil(async () => {
        const id = `q${count}-${(asked += 1)}`;
        socket.subscribe(id, { query: LIST, extensions: { cache: true } });
        const { payload } = await socket.find({ id, type: 'next' });
        expect(payload).toMatchObject({ data: { services: { totalCount: count } } });
        return (payload as Answer).extensions.cache.outcome === 'hit';
      });
    }
    await ask('mutation { deregisterService(id: "s1") { id } }');
    expect((await ask(LIST)).data['services']).toMatchObject({ totalCount: 4 });
    socket.socket.terminate();
  });

  it('keeps what pipelines are, and shows that one was defined or paused', async () => {
    const pipelines = '{ pipelines { nodes { name status sink { __typename } } } }';
    await untilKept(pipelines);
    const input = { name: 'copy', source: { event: { pattern: 'a.*' } }, steps: [], sink: { records: { collection: 'c' } } };
    const defined = await ask('mutation ($input: PipelineInput!) { definePipeline(input: $input) { pipeline { id } } }', { input });
    expect(defined.errors).toBeUndefined();
    expect((await ask(pipelines)).data['pipelines']).toMatchObject({ nodes: [{ name: 'copy' }] });
    await untilKept(pipelines);
    const { id } = (defined.data['definePipeline'] as { pipeline: { id: string } }).pipeline;
    expect((await ask('mutation ($id: ID!) { pausePipeline(id: $id) { pipeline { status } } }', { id })).errors).toBeUndefined();
    expect((await ask(pipelines)).data['pipelines']).toMatchObject({ nodes: [{ status: 'PAUSED' }] });
  });

  it('keeps metrics for seconds, and shows the writer its own samples', async () => {
    const names = '{ metricNames }';
    await untilKept(names);
    await ask('mutation { recordMetrics(inputs: [{ name: "load", value: 1 }]) { recorded } }');
    expect((await ask(names)).data).toEqual({ metricNames: ['load'] });
  });

  it('keeps nothing of the event log, and says so', async () => {
    const answer = await ask('{ events(first: 1) { nodes { id } } }');
    expect(answer.extensions.cache).toEqual({ outcome: 'bypass', reason: 'no age', because: 'Query.events' });
  });
});
