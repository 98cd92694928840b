import { CodedError } from '../../platform/errors/coded-error.ts';

/** Reads a body to its end. Throws SUBGRAPH_UNAVAILABLE, and stops reading, once it is larger than `maxBytes`. */
export async function readBody(body: AsyncIterable<Uint8Array>, options: { maxBytes: number; name: string }): Promise<string> {
  const { maxBytes, name } = options;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} answered with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const [only] = chunks;
  const buffer = chunks.length === 1 && only !== undefined ? Buffer.from(only.buffer, only.byteOffset, only.byteLength) : Buffer.concat(chunks);
  return buffer.toString('utf8');
}
