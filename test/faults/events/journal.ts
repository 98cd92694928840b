import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

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

/** The whole lines of a journal; none when it was never opened. */
export function readJournal(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return toLines(text.slice(0, text.lastIndexOf('\n') + 1));
}

function cutAfterMark(text: string, mark: string): string {
  const at = `\n${text}`.lastIndexOf(`\n${mark}`);
  return at === -1 ? '' : text.slice(0, text.indexOf('\n', at) + 1);
}

function toLines(text: string): readonly string[] {
  return text === '' ? [] : text.slice(0, -1).split('\n');
}
