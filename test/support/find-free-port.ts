import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the ports that systems hand out by themselves (from 32768 on Linux, 49152 elsewhere): a server that is away for a
// while finds its port free again, for no outgoing connection and no other `listen(0)` was given it meanwhile.
const FIRST = 15_000;
const LAST = 32_000;
const ATTEMPTS = 100;

/** A port of the loopback that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port in ${ATTEMPTS} attempts`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
