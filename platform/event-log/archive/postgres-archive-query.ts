import type { EventMatcher } from '../event-filter.ts';
import type { EventPattern } from '../event-pattern.ts';
import type { RunStatement } from '../../records/postgres-connection.ts';
import { indexedPart } from './postgres-archive-schema.ts';

/** Parameters of a statement in the making; `add` answers the placeholder. */
export interface StatementParameters {
  readonly values: (string | number | readonly string[] | readonly number[])[];
  add(value: string | number | readonly string[] | readonly number[]): string;
}

/** An empty list of parameters. */
export function createParameters(): StatementParameters {
  const values: StatementParameters['values'] = [];
  return {
    values,
    add(value) {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

/** A pattern with more types than this is tried on each row; fewer are looked up one by one in the index. */
const MAX_TYPES = 24;
const MAX_LOOKS = 100;

/** The types of a workspace from `prefix` on, by hopping along the index; at most `limit` of them. */
const TYPES = `WITH RECURSIVE hop (type) AS (
    (SELECT type FROM log_event WHERE workspace = $1 AND type >= $2 ORDER BY type LIMIT 1)
    UNION ALL
    SELECT (SELECT type FROM log_event WHERE workspace = $1 AND type > hop.type ORDER BY type LIMIT 1) FROM hop WHERE hop.type IS NOT NULL)
  SELECT type FROM hop WHERE type IS NOT NULL AND starts_with(type, $2) LIMIT $3`;

/** The types of a workspace's archived events that begin with `prefix`. */
export async function readTypes(run: RunStatement, workspace: number, { prefix, limit }: { prefix: string; limit: number }): Promise<string[]> {
  return (await run<{ type: string }>(TYPES, [workspace, prefix, limit])).rows.map(({ type }) => type);
}

/**
 * What a filter asks of a row, as alternatives of which no row fits two: each is a condition that one index answers in the order of
 * the log, so that a page costs its own rows and not the archive's. Its times are the caller's.
 */
export async function planAlternatives(
  run: RunStatement,
  { workspace, matcher }: { workspace: number; matcher: EventMatcher },
): Promise<readonly ((parameters: StatementParameters) => string)[]> {
  const { subject, source, about, correlationId } = matcher.filter;
  const isSelective = subject !== undefined || source !== undefined || correlationId !== undefined;
  const rest = (parameters: StatementParameters) => toConditions(matcher, parameters);
  if (about !== undefined && !isSelective)
    return [
      (parameters) => rest(parameters) + equals('subject', parameters.add(about)),
      (parameters) => `${rest(parameters) + equals('source', parameters.add(about))} AND subject IS DISTINCT FROM ${parameters.add(about)}`,
    ];
  const types = isSelective ? undefined : await typesOf(run, workspace, matcher);
  if (types === undefined) return [(parameters) => rest(parameters) + (about === undefined ? '' : isAbout(parameters.add(about)))];
  return types.map((type) => (parameters) => ` AND type = ${parameters.add(type)}`);
}

function isAbout(value: string): string {
  return ` AND (subject = ${value} OR source = ${value})`;
}

/** The type's part is a test on the rows that the rest leaves. */
function toConditions({ filter, pattern }: EventMatcher, parameters: StatementParameters): string {
  const { types, subject, source, correlationId } = filter;
  const parts: string[] = [];
  if (correlationId !== undefined) parts.push(equals('correlation_id', parameters.add(correlationId)));
  if (subject !== undefined) parts.push(equals('subject', parameters.add(subject)));
  if (source !== undefined) parts.push(equals('source', parameters.add(source)));
  if (types !== undefined) parts.push(` AND type = ANY(${parameters.add(types)})`);
  if (pattern !== undefined) parts.push(` AND type ~ ${parameters.add(toRegularExpression(pattern))}`);
  return parts.join('');
}

/** Equality that the column's index answers, whose entries are cut short. */
export function equals(column: 'correlation_id' | 'subject' | 'source', value: string): string {
  return ` AND ${indexedPart(column)} = ${indexedPart(`${value}::text`)} AND ${column} = ${value}`;
}

/** The same matches as the pattern's own, whose segments have no character that means something here but the dot. */
function toRegularExpression({ source }: EventPattern): string {
  const segments = source.split('.');
  const isOpen = segments.at(-1) === '**';
  const fixed = (isOpen ? segments.slice(0, -1) : segments).map((segment) => (segment === '*' ? '[^.]*' : segment));
  return `^${fixed.join('\\.')}${isOpen ? '\\.' : '$'}`;
}

/** The few types that exist and match, or undefined when they are many, or all. */
async function typesOf(run: RunStatement, workspace: number, { filter, pattern }: EventMatcher): Promise<readonly string[] | undefined> {
  const wanted = filter.types === undefined ? undefined : [...new Set(filter.types)].filter((type) => pattern === undefined || pattern.matches(type));
  if (wanted !== undefined) return wanted.length > MAX_TYPES ? undefined : wanted;
  if (pattern === undefined) return undefined;
  if (pattern.literal !== undefined) return [pattern.literal];
  const looked = await readTypes(run, workspace, { prefix: pattern.prefix, limit: MAX_LOOKS });
  const found = looked.filter((type) => pattern.matches(type));
  return looked.length === MAX_LOOKS || found.length > MAX_TYPES ? undefined : found;
}
