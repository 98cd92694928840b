import { badInput } from '../../../platform/errors/coded-error.ts';
import { readEventPattern } from '../../../platform/event-log/event-pattern.ts';
import { readFieldPath } from './field-path.ts';
import { given } from './given.ts';
import { readOneOf } from './one-of.ts';
import type { EventSource, FileSource, HttpSource, Source } from './pipeline.ts';

/** Exactly one member is to be given. */
export interface SourceDraft {
  readonly event?: EventSourceDraft | null | undefined;
  readonly http?: HttpSourceDraft | null | undefined;
  readonly file?: FileSourceDraft | null | undefined;
}

interface EventSourceDraft {
  readonly pattern: string;
  readonly subject?: string | null | undefined;
  readonly about?: string | null | undefined;
  readonly from: EventSource['from'];
}

interface HttpSourceDraft {
  readonly url: string;
  readonly format: HttpSource['format'];
  readonly itemsPath?: string | null | undefined;
  readonly serviceId?: string | null | undefined;
  readonly timeoutMs: number;
}

interface FileSourceDraft {
  readonly path: string;
  readonly format: FileSource['format'];
}

const MAX_TEXT = 512;

/** Accepts a source or throws BAD_USER_INPUT under `field`. */
export function readSource(draft: SourceDraft, field: string): Source {
  const chosen = readOneOf(draft, ['event', 'http', 'file'], field);
  switch (chosen.kind) {
    case 'event':
      return readEventSource(chosen.value, `${field}.event`);
    case 'http':
      return readHttpSource(chosen.value, `${field}.http`);
    case 'file':
      return readFileSource(chosen.value, `${field}.file`);
  }
}

function readEventSource(draft: EventSourceDraft, field: string): EventSource {
  return {
    kind: 'event',
    pattern: readEventPattern(draft.pattern, `${field}.pattern`).source,
    from: draft.from,
    ...given('subject', draft.subject, (value) => readText(value, `${field}.subject`)),
    ...given('about', draft.about, (value) => readText(value, `${field}.about`)),
  };
}

function readHttpSource(draft: HttpSourceDraft, field: string): HttpSource {
  const url = URL.canParse(draft.url) ? new URL(draft.url) : undefined;
  const fits = url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' && draft.url.length <= 2_048;
  if (!fits) throw badInput(`${field}.url`, 'an http or https URL without user and password, 2048 characters at most');
  if (draft.timeoutMs < 100 || draft.timeoutMs > 600_000) throw badInput(`${field}.timeoutMs`, '100 to 600000', draft.timeoutMs);
  if (typeof draft.itemsPath === 'string' && draft.format !== 'JSON') throw badInput(`${field}.itemsPath`, 'only the format JSON to have one');
  return {
    kind: 'http',
    url: url.href,
    format: draft.format,
    timeoutMs: draft.timeoutMs,
    ...given('itemsPath', draft.itemsPath, (value) => readFieldPath(value, `${field}.itemsPath`)),
    ...given('serviceId', draft.serviceId, (value) => readText(value, `${field}.serviceId`)),
  };
}

function readFileSource(draft: FileSourceDraft, field: string): FileSource {
  return { kind: 'file', path: readRelativePath(draft.path, `${field}.path`), format: draft.format };
}

/** A path below the files folder as text; that no link leads out of it is checked when the file is opened. */
function readRelativePath(path: string, field: string): string {
  const segments = path.split('/');
  const fits = path.length <= MAX_TEXT && !/[\0\\]/.test(path) && segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
  if (!fits) throw badInput(field, 'a path below the files folder, its parts separated by /, without . and ..', path);
  return path;
}

function readText(text: string, field: string): string {
  if (text.length === 0 || text.length > MAX_TEXT) throw badInput(field, `1 to ${MAX_TEXT} characters`, text);
  return text;
}
