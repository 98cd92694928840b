import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What stands before a gateway: passes HTTP and, while it is told to, WebSockets; answers some paths itself. */
export interface FrontProxy {
  readonly url: string;
  /** Whether WebSockets get through; others are answered 400, as a proxy does that knows none. */
  letsWebSocketsThrough: boolean;
  /** Breaks every connection that is open now. Requests that come before `meanwhile` has ended wait for it, so that nobody is back before his absence was seen. */
  cut(meanwhile?: () => Promise<void>): Promise<void>;
  /** From now on nothing comes through the connections that are open, and nobody is told, as when a network goes away. */
  hush(): void;
  close(): Promise<void>;
}

/** `own` answers false for what is passed on. */
export async function startFrontProxy(target: string, own: (request: IncomingMessage, response: ServerResponse) => boolean = () => false): Promise<FrontProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket | Duplex>();
  const answers = new Set<IncomingMessage>();
  let mended: Promise<void> | undefined;

  function breakAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  function keep<S extends Socket | Duplex>(socket: S): S {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await mended;
    if (response.destroyed) return;
    const passed = forward({ hostname, port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy());
      answer.pipe(response);
      answers.add(answer);
      answer.once('close', () => answers.delete(answer));
    });
    passed.on('error', () => response.destroy());
    response.once('close', () => passed.destroy());
    request.pipe(passed);
  }

  async function passUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    await mended;
    if (socket.destroyed) return;
    const upstream = keep(connect(Number(port), hostname));
    const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
    upstream.write(`GET ${request.url} HTTP/1.1\r\n${headers.join('')}\r\n`);
    upstream.write(head);
    upstream.once('close', () => socket.destroy());
    socket.once('close', () => upstream.destroy());
    upstream.pipe(socket).pipe(upstream);
  }

  const server = createServer((request, response) => {
    if (!own(request, response)) void pass(request, response);
  });
  server.on('connection', keep);
  const proxy: FrontProxy = {
    url: '',
    letsWebSocketsThrough: true,
    hush() {
      for (const stream of [...sockets, ...answers]) stream.unpipe();
    },
    async cut(meanwhile) {
      const ended = meanwhile === undefined ? undefined : Promise.withResolvers<void>();
      mended = ended?.promise;
      breakAll();
      try {
        await meanwhile?.();
      } finally {
        mended = undefined;
        ended?.resolve();
      }
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      breakAll();
      await closed;
    },
  };
  server.on('upgrade', (request, socket, head) => {
    if (!proxy.letsWebSocketsThrough) {
      socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    void passUpgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
