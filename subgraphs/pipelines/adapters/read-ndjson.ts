import { StringDecoder } from 'node:string_decoder';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { RawItem } from './item-cursor.ts';

const MAX_LINE_CHARACTERS = 1_048_576;
const KEPT_CHARACTERS = 1_000;
const MAX_DEPTH = 64;

/** The records of NDJSON: one JSON value a line, empty lines passed over. A line that is no JSON is an item with the reason. */
export async function* readNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawItem> {
  for await (const line of readLines(chunks)) {
    if (line.cut) yield { text: line.text, reason: `the line is longer than ${MAX_LINE_CHARACTERS} characters` };
    else if (line.text.trim() !== '') yield readJsonRecord(line.text);
  }
}

/** A record of its JSON text. */
function readJsonRecord(text: string): RawItem {
  try {
    return checkRecord(JSON.parse(text) as JsonValue);
  } catch (error) {
    return { text: text.slice(0, KEPT_CHARACTERS), reason: `it is not JSON: ${(error as Error).message.slice(0, 200)}` };
  }
}

/** Refuses what is nested too deeply to be passed on safely. */
export function checkRecord(record: JsonValue): RawItem {
  return isShallow(record, MAX_DEPTH) ? { record } : { text: '', reason: `it is nested more than ${MAX_DEPTH} levels deep` };
}

function isShallow(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member: JsonValue) => isShallow(member, levels - 1));
}

interface Line {
  readonly text: string;
  /** The line was longer than is kept; `text` is its beginning. */
  readonly cut: boolean;
}

async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let overlong: string | undefined;
  let first = true;

  function* split(text: string): Generator<Line> {
    const parts = `${rest}${text}`.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (overlong === undefined) yield { text: part, cut: false };
      else yield { text: overlong, cut: true };
      overlong = undefined;
    }
    if (rest.length > MAX_LINE_CHARACTERS) {
      overlong ??= rest.slice(0, KEPT_CHARACTERS);
      rest = '';
    }
  }

  for await (const chunk of chunks) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    yield* split(first && text.startsWith('\uFEFF') ? text.slice(1) : text);
    first = first && text === '';
  }
  rest += decoder.end();
  if (overlong !== undefined) yield { text: overlong, cut: true };
  else if (rest !== '') yield { text: rest, cut: false };
}
