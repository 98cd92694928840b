import { createRandom } from '../../conformance/differential/random.ts';
import { drawStream } from './draw-response.ts';
import { readByNode } from './read-by-node.ts';
import { readByUs, type OwnReading } from './read-by-us.ts';

export interface ResponseFuzzResult {
  readonly inputs: number;
  /** Of them, those in which a response was taken. */
  readonly taken: number;
  /** What must not be, with the bytes that brought it. */
  readonly findings: readonly string[];
}

const MAX_FINDINGS = 10;
/** The one blank that we pass over, as RFC 9112 has it, and llhttp does not: it reads such a body to the connection's end, or refuses it. */
const TAB_AFTER_CODING = /transfer-encoding:[^\r\n]*\t *\r\n/i;

/**
 * Compares what the gateway's HTTP client makes of drawn bytes with what Node's own makes of them. A finding is: that it depends on
 * how the bytes were cut; that we take a response that Node does not take, or another status or body; that we keep a connection that Node closes;
 * that a response ends elsewhere. What we refuse and Node takes is none: we are to be the stricter one.
 */
export async function runResponseFuzz({ seed, goesOn }: { seed: number; goesOn(done: number): boolean }): Promise<ResponseFuzzResult> {
  const random = createRandom(seed);
  const findings: string[] = [];
  let inputs = 0;
  let taken = 0;

  while (findings.length < MAX_FINDINGS && goesOn(inputs)) {
    inputs += 1;
    const { bytes, ends } = drawStream(random);
    const own = readByUs(bytes, ends, () => 1);
    const tell = (what: string): void => void findings.push(`${what}: ${JSON.stringify(bytes.toString('latin1'))}, read as ${JSON.stringify(own)}`);
    for (const toLength of [() => 1 + random.below(40), () => bytes.length]) {
      const other = readByUs(bytes, ends, toLength);
      if (!isSame(own, other)) tell(`cut otherwise it is ${JSON.stringify(other)}`);
    }
    if (typeof own !== 'string') {
      taken += 1;
      const defect = TAB_AFTER_CODING.test(bytes.toString('latin1')) ? undefined : await findDefect(own, bytes, ends);
      if (defect !== undefined) tell(defect);
    }
  }
  return { inputs, taken, findings };
}

function isSame(one: OwnReading | string, other: OwnReading | string): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.statusCode === other.statusCode && one.body === other.body && one.isPersistent === other.isPersistent;
}

async function findDefect(own: OwnReading, bytes: Buffer, ends: boolean): Promise<string | undefined> {
  const node = await readByNode(bytes.subarray(0, own.end), ends && own.end === bytes.length);
  if (node === undefined) return 'Node does not take it';
  if (node.statusCode !== own.statusCode || node.body !== own.body) return `Node reads ${JSON.stringify(node)}`;
  if (own.isPersistent && !node.isPersistent) return 'Node closes the connection';
  if (own.isPersistent && (await readByNode(bytes.subarray(0, own.end - 1), false)) !== undefined) return 'Node is done before';
  return undefined;
}
