import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../platform/config/settings.ts';

/** Starts listening and answers the port. ConfigError, in one line, when the address is taken or not this machine's. */
export async function listen(server: Server, address: { host: string; port: number; variable: string }): Promise<number> {
  const { host, port, variable } = address;
  const failed = once(server, 'error').then(([error]) => {
    throw toConfigError(error as NodeJS.ErrnoException, address);
  });
  server.listen(port, host);
  await Promise.race([once(server, 'listening'), failed]);
  failed.catch(() => undefined);
  return (server.address() as AddressInfo).port;
  function toConfigError(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): ConfigError {
    if (error.code === 'EADDRINUSE') return new ConfigError([`${variable}: port ${port} on ${host} is in use`]);
    if (error.code === 'EACCES') return new ConfigError([`${variable}: port ${port} on ${host} needs privileges that this process lacks`]);
    return new ConfigError([`HOST: cannot listen on ${host}:${port} (${error.code ?? error.message})`]);
  }
}
