import { parse } from 'csv-parse';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { RawItem } from './item-cursor.ts';

const MAX_RECORD_CHARACTERS = 1_048_576;
const KEPT_CHARACTERS = 1_000;

/**
 * The records of CSV (RFC 4180): the first row names the fields, every value is text. A row of another length, or with
 * a broken quote, is an item with the reason. A header that names no field, or one twice, rejects with BAD_USER_INPUT.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawItem> {
  const ready: RawItem[] = [];
  let header: readonly string[] | undefined;
  // Rows and faults are taken as the parser comes to them, so that they keep the order of the file.
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    skip_records_with_error: true,
    on_record: (row: readonly string[]) => {
      if (header === undefined) header = readHeader(row);
      else ready.push(toItem(header, row));
      return null;
    },
    on_skip: (error, raw) => {
      ready.push({ text: (raw ?? '').slice(0, KEPT_CHARACTERS), reason: error?.message ?? 'the row is not CSV' });
      return undefined;
    },
  });
  parser.resume();
  let failure: Error | undefined;
  parser.on('error', (error) => {
    failure = error;
  });

  for await (const chunk of chunks) {
    await new Promise<void>((resolve) => {
      parser.write(chunk, () => resolve());
    });
    if (failure !== undefined) throw failure;
    yield* ready.splice(0);
  }
  const ended = Promise.withResolvers<undefined>();
  parser.once('end', () => ended.resolve(undefined));
  parser.once('error', () => ended.resolve(undefined));
  parser.end();
  await ended.promise;
  if (failure !== undefined) throw failure;
  yield* ready.splice(0);
}

function readHeader(row: readonly string[]): readonly string[] {
  const names = row.map((name) => name.trim());
  const fits = names.every((name) => name !== '' && name !== '__proto__') && new Set(names).size === names.length;
  if (!fits) throw new CodedError('BAD_USER_INPUT', 'the first row of the CSV names a field twice, or one without a name', { field: 'source.file' });
  return names;
}

function toItem(header: readonly string[], row: readonly string[]): RawItem {
  if (row.length !== header.length)
    return { text: row.join(',').slice(0, KEPT_CHARACTERS), reason: `the row has ${row.length} values, the header ${header.length}` };
  return { record: Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])) };
}
