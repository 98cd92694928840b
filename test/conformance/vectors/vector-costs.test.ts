import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { V8_FLAGS } from '../../../bin/v8-flags.mjs';
import { readCpuMs, readRss } from '../../../bench/measure/process-usage.ts';
import { openTestSocket } from '../../support/gateway/test-socket.ts';
import { openWires, WIRE_NAMES, type Wires } from '../../support/gateway/wires.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { DOCUMENT_VECTORS } from './document-vectors.ts';
import { INPUT_VECTORS } from './input-vectors.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'support', 'run-test-gateway.ts');
/** Of the server's own processor time: how busy the machine is does not count. */
const MAX_CPU_MS = 1_000;
const MAX_RSS_MB = 500;
const DEEP = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
const VECTORS = Object.entries({ ...DOCUMENT_VECTORS, ...INPUT_VECTORS });

// The processor time and the memory of another process are read from /proc.
(existsSync('/proc/self/status') ? describe : describe.skip).each(['direct', 'apollo'] as const)('what attack vectors cost a process (entry %s)', (entry) => {
  let child: ChildProcessWithoutNullStreams;
  let url = '';
  const pid = (): number => child.pid ?? 0;

  beforeAll(async () => {
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...V8_FLAGS, SCRIPT, entry]);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    url = (await waitUntil(() => /http:\/\/\S+/.exec(output)?.[0], { what: 'the URL of the gateway' })) ?? '';
    const wires = await open();
    // What is done once in a process is no vector's doing.
    for (const wire of WIRE_NAMES) await wires.send(wire, { query: '{ hello }' });
    wires.close();
  });
  afterAll(() => {
    child.stdin.end();
    child.kill('SIGKILL');
  });

  const webSocketUrl = (): string => `${url.replace('http', 'ws')}/graphql`;
  const open = (): Promise<Wires> => openWires({ url, webSocketUrl: webSocketUrl() });

  /** Milliseconds of the server's processor time that something took. */
  async function measure(attack: () => Promise<unknown>): Promise<number> {
    const beforeMs = readCpuMs(pid());
    await attack();
    return readCpuMs(pid()) - beforeMs;
  }

  it.each(VECTORS)(`S13 %s: every one of them, over every wire, takes less than ${MAX_CPU_MS} ms of it`, async (_kind, vectors) => {
    for (const { name, request } of vectors) {
      for (const wire of WIRE_NAMES) {
        const wires = await open();
        const cpuMs = await measure(() => wires.send(wire, request));
        wires.close();
        expect({ name, wire, cpuMs: cpuMs < MAX_CPU_MS ? 'little' : cpuMs }).toEqual({ name, wire, cpuMs: 'little' });
      }
    }
  });

  it('S13 bodies and messages of a million brackets take little of it', async () => {
    const body = `{"query":"{ hello }","variables":{"a":${DEEP}}}`;
    for (const wire of ['HTTP POST', 'SSE POST', 'multipart', 'WebSocket'] as const) {
      const wires = await open();
      expect(await measure(() => wires.sendText(wire, body))).toBeLessThan(MAX_CPU_MS);
      wires.close();
    }
    const socket = await openTestSocket(webSocketUrl());
    const cpuMs = await measure(async () => {
      socket.send('x'.repeat(2_000_000));
      await socket.closing();
    });
    expect(cpuMs).toBeLessThan(MAX_CPU_MS);
  });

  it('S13 a hundred documents of 20,000 tokens are not kept for as long as small ones are', async () => {
    const wires = await open();
    for (let nth = 0; nth < 100; nth += 1) {
      const { errors } = await wires.send('HTTP POST', { query: `{ ${'ab '.repeat(19_900)} } #${nth}` });
      expect(errors?.[0]?.extensions?.['code']).toBe('LIMIT_EXCEEDED');
    }
    wires.close();
  });

  it(`S13 all of them together leave it below ${MAX_RSS_MB} MB at its peak, and answering`, async () => {
    expect(readRss(pid()).peakRssMb).toBeLessThan(MAX_RSS_MB);
    const wires = await open();
    for (const wire of WIRE_NAMES) expect((await wires.send(wire, { query: '{ hello }' })).data).toEqual({ hello: 'hello world' });
    wires.close();
  });
});
