import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { readRss } from './process-usage.ts';

/** What a Node process holds right after a collection of garbage, in bytes. */
export interface ProcessMemory {
  readonly rss: number;
  /** The JavaScript heap that is in use, and what hangs on it outside. */
  readonly heap: number;
}

/** Looks into a process that was started with `--inspect=127.0.0.1:<port>`. */
export async function readInspectedMemory(pid: number, inspectPort: number): Promise<ProcessMemory> {
  const [target] = (await (await fetch(`http://127.0.0.1:${inspectPort}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  if (target === undefined) throw new Error('the process shows no inspector');
  const session = await openSession(target.webSocketDebuggerUrl);
  try {
    // Buffers and sockets are given back by finalizers, which run after the collection that finds them.
    for (let pass = 0; pass < 3; pass += 1) {
      await session.send('HeapProfiler.collectGarbage', {});
      await sleep(100);
    }
    const { result } = (await session.send('Runtime.evaluate', {
      expression: '(() => { const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; })()',
    })) as { result: { value: number } };
    return { rss: readRss(pid).rssMb * 1e6, heap: result.value };
  } finally {
    session.close();
  }
}

interface Session {
  send(method: string, params: object): Promise<unknown>;
  close(): void;
}

async function openSession(url: string): Promise<Session> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, (result: unknown) => void>();
  socket.on('message', (data) => {
    const { id, result } = JSON.parse((data as Buffer).toString()) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let calls = 0;
  return {
    send(method, params) {
      const id = ++calls;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    close: () => socket.close(),
  };
}
