import { once } from 'node:events';
import { connect } from 'node:net';
import type { Answer } from './network-probe.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** A connection, closed as soon as it is accepted. Throws when it is refused or `signal` aborts first. */
export async function askTcp(url: URL, signal: AbortSignal): Promise<Answer> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({ host, port: url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? 0) : Number(url.port) });
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal });
    return { ok: true };
  } finally {
    socket.destroy();
  }
}
