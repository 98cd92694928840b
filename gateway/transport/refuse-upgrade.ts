import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import { endSocket } from './end-socket.ts';
import { SECURITY_HEAD } from './security-headers.ts';

/** Answers a request for a WebSocket with a refusal in JSON and closes its connection. */
export function refuseUpgrade(socket: Duplex, status: number, error: SubgraphError): void {
  const body = JSON.stringify({ errors: [error] });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\n${SECURITY_HEAD}`;
  endSocket(socket, `${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`);
}
