import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';

const BINARIES = ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** A headless Chromium of this machine, undefined where there is none. */
export function findBrowser(): string | undefined {
  return BINARIES.find((path) => existsSync(path));
}

/** One page, driven by the DevTools protocol. */
export interface TestPage {
  /** What an expression evaluates to, awaited; rejects with what the page threw. */
  evaluate<T>(expression: string): Promise<T>;
  /** Types text into what has the focus, as a keyboard does. */
  type(text: string): Promise<void>;
  press(key: string, options?: { ctrl?: boolean }): Promise<void>;
  /** A PNG of what is seen. */
  screenshot(): Promise<Buffer>;
  /** What the page complained of: exceptions, errors in the console, requests that the policy refused. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Opens an address in a headless browser of its own, which ends with the page. */
export async function openTestPage(binary: string, url: string): Promise<TestPage> {
  const profile = await mkdtemp(join(tmpdir(), 'autoweave-browser-'));
  const child = spawn(binary, [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--window-size=1440,850',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    'about:blank',
  ]);
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the browser ended with ${code}: ${text}`)));
    child.once('error', reject);
  });
  const devtools = await openDevtools(endpoint);
  const { targetId } = await devtools.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const send = <T>(method: string, params: Record<string, unknown> = {}) => devtools.send<T>(method, params, sessionId);
  await Promise.all([send('Page.enable'), send('Runtime.enable'), send('Log.enable')]);
  await send('Page.navigate', { url });

  return {
    complaints: devtools.complaints,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await send<{ result: { value: T }; exceptionDetails?: { exception?: { description?: string } } }>(
        'Runtime.evaluate',
        {
          expression,
          awaitPromise: true,
          returnByValue: true,
        },
      );
      if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? 'the page threw');
      return result.value;
    },
    async type(text) {
      for (const character of text) await send('Input.dispatchKeyEvent', { type: 'char', text: character });
    },
    async press(key, { ctrl = false } = {}) {
      const codes: Readonly<Record<string, number>> = { Enter: 13, Tab: 9, Escape: 27, ArrowDown: 40, ' ': 32 };
      const event = {
        key,
        code: key === ' ' ? 'Space' : key,
        windowsVirtualKeyCode: codes[key] ?? 0,
        modifiers: ctrl ? 2 : 0,
        ...(key === 'Enter' && !ctrl ? { text: '\r' } : {}),
      };
      await send('Input.dispatchKeyEvent', { ...event, type: 'keyDown' });
      await send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
    },
    async screenshot() {
      const { data } = await send<{ data: string }>('Page.captureScreenshot');
      return Buffer.from(data, 'base64');
    },
    async close() {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      devtools.socket.send(JSON.stringify({ id: 0, method: 'Browser.close' }));
      await ended;
      devtools.socket.terminate();
      // Processes of the browser may outlive it for a moment and hold its pipes.
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

interface Devtools {
  readonly socket: WebSocket;
  readonly complaints: string[];
  send<T>(method: string, params?: Record<string, unknown>, sessionId?: string): Promise<T>;
}

interface DevtoolsMessage {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly params?: {
    readonly exceptionDetails?: { readonly text?: string; readonly exception?: { readonly description?: string } };
    readonly entry?: { readonly level: string; readonly text: string; readonly url?: string };
  };
}

async function openDevtools(endpoint: string): Promise<Devtools> {
  const socket = new WebSocket(endpoint);
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const complaints: string[] = [];
  let lastId = 0;
  socket.on('message', (data) => {
    const { id, method, result, error, params } = JSON.parse(String(data)) as DevtoolsMessage;
    if (method === 'Runtime.exceptionThrown')
      complaints.push(params?.exceptionDetails?.exception?.description ?? params?.exceptionDetails?.text ?? 'exception');
    if (method === 'Log.entryAdded' && params?.entry?.level === 'error') complaints.push(`${params.entry.text} ${params.entry.url ?? ''}`);
    if (id === undefined) return;
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waiter?.resolve(result);
    else waiter?.reject(new Error(error.message));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  return {
    socket,
    complaints,
    send: <T>(method: string, params: Record<string, unknown> = {}, sessionId?: string) =>
      new Promise<T>((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve: (value) => resolve(value as T), reject });
        socket.send(JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
  };
}
