import { createServer, STATUS_CODES, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { Clock } from '../../../platform/clock/clock.ts';
import { createAgUi } from './ag-ui.ts';
import { createAgentRoutes } from './agent-routes.ts';
import { createAnpRoutes, toHtmlPage } from './anp-routes.ts';
import { createAnpTasks } from './anp-tasks.ts';
import { createDoubleAgents } from './double-agents.ts';
import { readExternalAgents } from './external-agents.ts';
import { answer, createDoubleHandler, type DoubleRequest } from './http-routing.ts';
import { createMcpRoutes } from './mcp-routes.ts';
import { createMemoryRoutes } from './memory-routes.ts';
import { createOtherRoutes } from './other-routes.ts';
import { createSystemRoutes, toCorsHeaders } from './system-routes.ts';

/** Where the double listens, and what it starts with. */
export interface CoreDoubleOptions {
  readonly host: string;
  /** HTTP and WebSocket; 0 takes a free one, here and below. */
  readonly port: number;
  readonly anpPort: number;
  readonly mcpPort: number;
  /** What Core reads from EXTERNAL_ANP_REGISTRIES: each is asked once, now, for `<url>/agent`. */
  readonly externalRegistries: readonly string[];
  readonly clock: Clock;
  /** Unlike any Core so far: answers `event` messages with a status instead of an error. For tests of the connector. Default false. */
  readonly acceptsEvents?: boolean;
}

/** A running double of AutoWeave Core. */
export interface CoreDouble {
  readonly url: string;
  readonly wsUrl: string;
  readonly anpUrl: string;
  readonly mcpUrl: string;
  /** How many WebSockets are open, whatever slots they hold. */
  readonly socketCount: () => number;
  /** Answers nothing any more, as a process that is stopped but not dead. For tests of the connector. */
  freeze(): void;
  /** Ends every connection at once, as a killed Core would, and frees the ports. */
  close(): Promise<void>;
}

const ENDPOINTS = ['/api/agents', '/api/memory', '/api/chat', '/api/health', '/api/kagent', '/api/config'];

/** Starts a double with Core's wire contract, quirks included. Rejects when a port is in use. */
export async function createCoreDouble(options: CoreDoubleOptions): Promise<CoreDouble> {
  const { host, clock } = options;
  const agents = createDoubleAgents(clock);
  const tasks = createAnpTasks(agents, clock);
  const external = await readExternalAgents(options.externalRegistries);
  const systemRoutes = createSystemRoutes(
    { agents, clients: () => agUi.clients(), taskStatuses: () => tasks.statuses(), externalAgents: () => external.count() },
    clock,
  );
  const agUi = createAgUi({ agents, clock, metrics: () => ({ agents: agents.list().length }), acceptsEvents: options.acceptsEvents ?? false });

  const core = createServer(
    createDoubleHandler({
      routes: [...systemRoutes, ...createAgentRoutes(agents, clock), ...createMemoryRoutes(agents, clock), ...createOtherRoutes(clock)],
      toLookup: (path) => path.replace(/^\/api\/v1(?=\/|$)/, '/api'),
      notFound: toCoreNotFound,
      malformedJson: ({ path, method }, message) =>
        answer(400, { error: 'Invalid JSON', message, timestamp: new Date(clock.now()).toISOString(), path, method }),
      headers: toCorsHeaders,
    }),
  );
  const sockets = attachSockets(core, agUi.accept);
  const anp = createServer(
    createDoubleHandler({
      routes: createAnpRoutes({ tasks, external: () => external, clock }),
      notFound: ({ method, path }) => toHtmlPage(404, `Cannot ${method} ${path}`),
      malformedJson: (_request, message) => toHtmlPage(400, `SyntaxError: ${message}`),
    }),
  );
  const mcp = createServer(
    createDoubleHandler({
      routes: createMcpRoutes(),
      notFound: ({ method, path }) => toHtmlPage(404, `Cannot ${method} ${path}`),
      malformedJson: (_request, message) => toHtmlPage(400, `SyntaxError: ${message}`),
    }),
  );
  const servers = [core, anp, mcp];
  const close = () => closeAll(servers, sockets);
  try {
    const [port, anpPort, mcpPort] = [
      await listen(core, options.port, host),
      await listen(anp, options.anpPort, host),
      await listen(mcp, options.mcpPort, host),
    ];
    const at = (number: number) => `http://${host}:${number}`;
    return {
      url: at(port),
      wsUrl: `ws://${host}:${port}/ws`,
      anpUrl: at(anpPort),
      mcpUrl: at(mcpPort),
      socketCount: () => sockets.clients.size,
      freeze: () => freezeAll(servers, sockets),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function toCoreNotFound({ path, method }: DoubleRequest) {
  if (path.startsWith('/api')) return answer(404, { error: 'API endpoint not found', path, method, available_endpoints: ENDPOINTS });
  return answer(404, { error: 'Not found', path, method, available: ['/health', '/status', '/api'] });
}

/** Core's socket is on `/ws`; an upgrade anywhere else is a 400. */
function attachSockets(server: Server, accept: ReturnType<typeof createAgUi>['accept']): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    if (request.url?.split('?', 1)[0] !== '/ws') {
      stream.end(`HTTP/1.1 400 ${STATUS_CODES[400] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      sockets.emit('connection', socket, request);
      accept(socket, request);
    });
  });
  return sockets;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Stops reading: requests and pings stay in the kernel's buffers, unanswered. */
function freezeAll(servers: readonly Server[], sockets: WebSocketServer): void {
  for (const socket of sockets.clients) socket.pause();
  for (const server of servers) server.on('connection', (socket) => socket.pause());
}

async function closeAll(servers: readonly Server[], sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}
