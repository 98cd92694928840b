import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on a free port of the loopback and prints the line that the benchmark waits for; ends on SIGTERM in the way that lets a profile be written. */
export function printReady(server: Server): void {
  server.listen(0, '127.0.0.1', () => console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`));
  process.once('SIGTERM', () => process.exit(0));
}
