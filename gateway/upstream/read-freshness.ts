import type { Freshness } from '../../platform/subgraph/freshness.ts';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Reads `Cache-Control` and `Age` of an answer (RFC 9111); undefined when it says nothing that a cache of many callers has to heed. */
export function readFreshness(headers: Headers): Freshness | undefined {
  const control = toText(headers['cache-control']);
  if (control === undefined) return undefined;
  const directives = new Map(control.split(',').map((part) => readDirective(part)));
  const isPrivate = directives.has('private') ? { isPrivate: true as const } : {};
  if (directives.has('no-store') || directives.has('no-cache')) return { maxAgeMs: 0, ...isPrivate };
  const seconds = directives.get('s-maxage') ?? directives.get('max-age');
  if (seconds === undefined) return directives.has('private') ? isPrivate : undefined;
  const maxAgeMs = Math.max(0, toSeconds(seconds) - toSeconds(toText(headers['age']) ?? '0')) * 1_000;
  return { maxAgeMs, ...isPrivate };
}

function readDirective(part: string): [name: string, value: string] {
  const [name = '', value = ''] = part.split('=', 2);
  return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')];
}

/** What is no number of seconds counts as stale (RFC 9111, section 4.2.1). */
function toSeconds(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
}

function toText(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(',');
}
