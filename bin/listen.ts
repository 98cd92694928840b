import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../platform/config/settings.ts';

/** Connections that may wait to be taken in; the system may allow less. Node's own 511 are too few for a dashboard's clients that all come back at once. */
const BACKLOG = 4_096;

/** Starts listening and answers the port. ConfigError, in one line, when the address is taken or not this machine's. */
export function listen(server: Server, address: { host: string; port: number; variable: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(toConfigError(error, address));
    server.once('error', onError);
    server.listen({ port: address.port, host: address.host, backlog: BACKLOG }, () => {
      server.off('error', onError);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function toConfigError(error: NodeJS.ErrnoException, { host, port, variable }: { host: string; port: number; variable: string }): ConfigError {
  if (error.code === 'EADDRINUSE') return new ConfigError([`${variable}: port ${port} on ${host} is in use`]);
  if (error.code === 'EACCES') return new ConfigError([`${variable}: port ${port} on ${host} needs privileges that this process lacks`]);
  return new ConfigError([`HOST: cannot listen on ${host}:${port} (${error.code ?? error.message})`]);
}
