import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/** What a process wrote of its doings: lines of words, appended with one write each, so that what was written outlives kill -9. */
export interface Journal {
  write(lines: readonly string[]): void;
  close(): void;
}

/**
 * Opens a journal to go on with it and answers the lines that are there. What stands after the last whole line is cut off; with
 * `lastMark` also what stands after the last line that begins with it.
 */
export function openJournal(file: string, options: { lastMark?: string } = {}): { journal: Journal; lines: readonly string[] } {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = before.slice(0, before.lastIndexOf('\n') + 1);
  const kept = options.lastMark === undefined ? whole : cutAfterMark(whole, options.lastMark);
  const handle = openSync(file, 'a');
  ftruncateSync(handle, Buffer.byteLength(kept));
  return {
    lines: toLines(kept),
    journal: {
      write(lines) {
        if (lines.length > 0) writeSync(handle, `${lines.join('\n')}\n`);
      },
      close: () => closeSync(handle),
    },
  };
}

const CHUNK = 1_048_576;

/** The whole lines of a journal, read as they are asked for; none when it was never opened. */
export function* readJournal(file: string): Generator<string> {
  if (!existsSync(file)) return;
  const handle = openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let size = readSync(handle, chunk); size > 0; size = readSync(handle, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, size))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    closeSync(handle);
  }
}

function cutAfterMark(text: string, mark: string): string {
  const at = `\n${text}`.lastIndexOf(`\n${mark}`);
  return at === -1 ? '' : text.slice(0, text.indexOf('\n', at) + 1);
}

function toLines(text: string): readonly string[] {
  return text === '' ? [] : text.slice(0, -1).split('\n');
}
