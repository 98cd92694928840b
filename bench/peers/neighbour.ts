// A process that has nothing to do with the server: a fixed piece of work, a pause, and again. Prints when each piece was done.
import { createHash } from 'node:crypto';

const PIECE_BYTES = 2_000_000;
const PAUSE_MS = 20;
const piece = Buffer.alloc(PIECE_BYTES, 1);

for (;;) {
  createHash('sha256').update(piece).digest();
  console.log(Date.now());
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
