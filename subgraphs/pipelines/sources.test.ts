import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../test/support/call-subgraph.ts';
import { startPipelines, type RunningPipelines } from '../../test/support/start-pipelines.ts';

const SINK = { records: { collection: 'out', key: 'id' } };

describe('the sources of pipelines', () => {
  let pipelines: RunningPipelines;
  let server: Server | undefined;

  beforeEach(async () => {
    pipelines = await startPipelines();
  });

  afterEach(async () => {
    await pipelines.close();
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  async function serve(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/items`;
  }

  it('P03 reads a JSON list over HTTP, at a path, attributed to a service that then names the pipeline', async () => {
    const url = await serve((_request, response) => response.end(JSON.stringify({ data: { items: [{ id: 1 }, { id: 2 }, { id: 1, last: true }, 7] } })));
    const id = await pipelines.define({ source: { http: { url, itemsPath: 'data.items', serviceId: 'shop' } }, sink: SINK });
    const run = await pipelines.runToEnd(id);
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { in: 4, out: 3, filtered: 0, rejected: 1 } });
    expect(run.rejected.nodes).toMatchObject([{ index: 3, rule: 'object', record: 7 }]);
    expect(await pipelines.rows('out')).toMatchObject([{ key: '1', data: { id: 1, last: true } }, { key: '2' }]);
    const entities = await ask(
      pipelines.endpoint,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Service { id pipelines { id source { ... on PipelineHttpSource { url serviceId } } } } } }',
      {
        variables: {
          r: [
            { __typename: 'Service', id: 'shop' },
            { __typename: 'Service', id: 'none' },
          ],
        },
      },
    );
    expect(entities).toEqual({
      _entities: [
        { id: 'shop', pipelines: [{ id, source: { url, serviceId: 'shop' } }] },
        { id: 'none', pipelines: [] },
      ],
    });
  });

  it('P03 reads NDJSON over HTTP', async () => {
    const url = await serve((_request, response) => {
      response.write('{"id":"a"}\n{"id":');
      response.end('"b"}\n\n{broken\n');
    });
    const id = await pipelines.define({ source: { http: { url, format: 'NDJSON' } }, sink: SINK });
    expect(await pipelines.runToEnd(id)).toMatchObject({ status: 'COMPLETED', counts: { in: 3, out: 2, rejected: 1 } });
  });

  it.each([301, 302, 303, 307, 308])('P03 fails a run whose HTTP source answers %i, and does not ask where it points', async (status) => {
    const asked: unknown[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url);
      if (request.url === '/items') response.writeHead(status, { location: '/inside' }).end();
      else response.end('[{"id":"inside"}]');
    });
    const id = await pipelines.define({ source: { http: { url } }, sink: SINK });
    expect(await pipelines.runToEnd(id)).toMatchObject({
      status: 'FAILED',
      error: { code: 'UPSTREAM_REJECTED', message: `${url} answered ${status}, a redirect, which is not followed` },
    });
    expect(asked).toEqual(['/items']);
  });

  it.each<[string, RequestListener, string]>([
    ['an error status', (_request, response) => response.writeHead(503).end(), 'UPSTREAM_REJECTED'],
    ['what is not JSON', (_request, response) => response.end('<html>'), 'UPSTREAM_REJECTED'],
    ['no list', (_request, response) => response.end('{"a":1}'), 'UPSTREAM_REJECTED'],
    ['a torn connection', (request) => request.socket.destroy(), 'UPSTREAM_REJECTED'],
    ['nothing in time', () => undefined, 'DEADLINE_EXCEEDED'],
  ])('P03 fails a run whose HTTP source answers %s, with the reason', async (_what, listener, code) => {
    const url = await serve(listener);
    const timeoutMs = code === 'DEADLINE_EXCEEDED' ? 200 : 60_000;
    const id = await pipelines.define({ source: { http: { url, timeoutMs } }, sink: SINK });
    expect(await pipelines.runToEnd(id)).toMatchObject({ status: 'FAILED', error: { code }, counts: { in: 0, out: 0, filtered: 0, rejected: 0 } });
    expect(await ask(pipelines.endpoint, `{ pipeline(id: "${id}") { status stats { runs failed } } }`)).toEqual({
      pipeline: { status: 'IDLE', stats: { runs: 1, failed: 1 } },
    });
  });

  it('P03 reads CSV with quotes, a byte-order mark and uneven rows', async () => {
    pipelines.file('in.csv', '\uFEFFid,name\r\n1,"Smith, ""Jo"""\r\n2\r\n\r\n3,x,y\r\n4,"two\r\nlines"\r\n');
    const id = await pipelines.define({ source: { file: { path: 'in.csv', format: 'CSV' } }, sink: SINK });
    const run = await pipelines.runToEnd(id);
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { in: 4, out: 2, rejected: 2 } });
    expect(run.rejected.nodes.map(({ index, rule }) => [index, rule])).toEqual([
      [1, 'parse'],
      [2, 'parse'],
    ]);
    expect((await pipelines.rows('out')).map(({ data }) => data)).toEqual([
      { id: '1', name: 'Smith, "Jo"' },
      { id: '4', name: 'two\r\nlines' },
    ]);
  });

  it('P03 fails a run over a CSV whose header names a field twice', async () => {
    pipelines.file('twice.csv', 'a,a\n1,2\n');
    const id = await pipelines.define({ source: { file: { path: 'twice.csv', format: 'CSV' } }, sink: SINK });
    expect(await pipelines.runToEnd(id)).toMatchObject({ status: 'FAILED', error: { code: 'BAD_USER_INPUT' } });
  });

  it('P03 gives each run of a keyless sink rows of its own', async () => {
    pipelines.file('in.ndjson', '{"a":1}\n{"a":2}');
    const id = await pipelines.define({ source: { file: { path: 'in.ndjson', format: 'NDJSON' } }, sink: { records: { collection: 'out' } } });
    await pipelines.runToEnd(id);
    await pipelines.runToEnd(id);
    expect((await pipelines.rows('out')).map(({ data }) => data['a']).toSorted()).toEqual([1, 1, 2, 2]);
  });

  it('fails a run whose file is not there, with the reason', async () => {
    const id = await pipelines.define({ source: { file: { path: 'absent.csv', format: 'CSV' } }, sink: SINK });
    expect(await pipelines.runToEnd(id)).toMatchObject({ status: 'FAILED', error: { code: 'NOT_FOUND' } });
  });

  it.each(['../secret', '/etc/passwd', 'a/../../secret', 'a//b', './a', 'a\\..\\b', 'a\0b', ''])('refuses the path %j', async (path) => {
    expect(await pipelines.refusedDefinition({ source: { file: { path, format: 'CSV' } }, sink: SINK })).toEqual({
      code: 'BAD_USER_INPUT',
      field: 'input.source.file.path',
    });
  });

  it('refuses a link that leads out of the files folder, at definition and at the run', async () => {
    const outside = join(pipelines.folder.path, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.ndjson'), '{"id":"secret"}');
    const files = join(pipelines.folder.path, 'files');
    const input = { source: { file: { path: 'link/secret.ndjson', format: 'NDJSON' } }, sink: SINK };
    const id = await pipelines.define(input);
    symlinkSync(outside, join(files, 'link'));
    expect(await pipelines.refusedDefinition(input)).toEqual({ code: 'BAD_USER_INPUT', field: 'input.source.file.path' });
    expect(await pipelines.runToEnd(id)).toMatchObject({ status: 'FAILED', error: { code: 'BAD_USER_INPUT' } });
    expect(await pipelines.rows('out')).toEqual([]);
  });

  it('follows a link that stays below the files folder', async () => {
    pipelines.file('real.ndjson', '{"id":"a"}');
    symlinkSync('real.ndjson', join(pipelines.folder.path, 'files', 'alias.ndjson'));
    const id = await pipelines.define({ source: { file: { path: 'alias.ndjson', format: 'NDJSON' } }, sink: SINK });
    expect(await pipelines.runToEnd(id)).toMatchObject({ status: 'COMPLETED', counts: { out: 1 } });
  });
});
