/** The whole of what comes in chunks; undefined as soon as it is more than `limitBytes`, and the rest is not asked for. */
export async function readAtMost(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, limitBytes: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) return undefined;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
