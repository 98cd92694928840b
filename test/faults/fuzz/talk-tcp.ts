import { connect } from 'node:net';

/** How long a talk may take: far more than any that goes on needs, on any machine. */
const HANG_MS = 60_000;

/** Sends bytes, ends its half of the connection, and answers all that came back once the server has closed its own. Rejects when that hangs. */
export function talkTcp(port: number, parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const chunks: Buffer[] = [];
    const answered = () => Buffer.concat(chunks).toString('latin1');
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the connection hangs after ${JSON.stringify(answered().slice(0, 500))}`));
    }, HANG_MS);
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that has read enough may reset the connection.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answered());
    });
    socket.on('end', () => socket.end());
    for (const part of parts) socket.write(part);
    socket.end();
  });
}
