import type { SQLInputValue } from 'node:sqlite';
import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import type { EventMatcher } from './event-filter.ts';

/** Keys of one workspace: after `low`, up to and with `high`. */
export interface KeyRange {
  readonly low: number;
  readonly high: number;
}

/**
 * How a filter is answered. `scan`: the range is read in order and the pattern tried on each row, for short ranges
 * and for patterns that match more types than are worth a look each. `seek`: an index look per alternative; no event fits two.
 */
export type EventQuery = { readonly kind: 'scan'; readonly condition: Condition } | { readonly kind: 'seek'; readonly alternatives: readonly Condition[] };

/** A filter as SQL. */
export interface Condition {
  /** SQL over the columns of `event`; begins with ` AND ` or is empty. */
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
  /** True when an index alone does not tell which rows fit: then there may be many looks for one. */
  readonly hasTests: boolean;
}

/** A range this short is read faster than an index is searched. */
const SHORT_RANGE = 1_000;
const MAX_ALTERNATIVES = 24;

/** Chooses how to answer a filter over a range. The time bounds are the caller's: it narrows the range by them. */
export function planEventQuery(reader: SqliteReader, matcher: EventMatcher, range: KeyRange): EventQuery {
  const scan: EventQuery = { kind: 'scan', condition: toCondition(matcher, {}) };
  if (range.high - range.low <= SHORT_RANGE) return scan;
  const types = typesOf(reader, matcher);
  if (types === 'too many') return hasSelectiveColumn(matcher) ? { kind: 'seek', alternatives: aboutAlternatives(matcher, {}) } : scan;
  if (types === 'any' && !hasSelectiveColumn(matcher)) return scan;
  // A selective column makes the types a test on the few rows that it leaves.
  const isLedByTypes = types !== 'any' && (!hasSelectiveColumn(matcher) || areRarer(reader, { types, matcher, range }));
  return { kind: 'seek', alternatives: isLedByTypes ? types.map((type) => toCondition(matcher, { type })) : aboutAlternatives(matcher, {}) };
}

/** Rows that are counted to tell what is rare. */
const PROBE_ROWS = 1_000;

/** A source may have published nearly all there is: then the types are the better way in, when they are few. */
function areRarer(reader: SqliteReader, { types, matcher, range }: { types: readonly string[]; matcher: EventMatcher; range: KeyRange }): boolean {
  const { source, correlationId, subject, about } = matcher.filter;
  if (source === undefined || correlationId !== undefined || subject !== undefined || about !== undefined) return false;
  function probe(column: 'source' | 'type', value: string): number {
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM event WHERE ${column} = ? AND key > ? AND key <= ? LIMIT ${PROBE_ROWS})`;
    return reader.get<{ n: number }>(sql, value, range.low, range.high)?.n ?? 0;
  }
  return probe('source', source) === PROBE_ROWS && types.every((type) => probe('type', type) < PROBE_ROWS);
}

function hasSelectiveColumn({ filter }: EventMatcher): boolean {
  return filter.correlationId !== undefined || filter.subject !== undefined || filter.about !== undefined || filter.source !== undefined;
}

function aboutAlternatives(matcher: EventMatcher, chosen: { type?: string }): Condition[] {
  const { about, correlationId, subject } = matcher.filter;
  if (about === undefined || correlationId !== undefined || subject !== undefined) return [toCondition(matcher, chosen)];
  return [toCondition(matcher, { ...chosen, aboutColumn: 'subject' }), butNotSubject(toCondition(matcher, { ...chosen, aboutColumn: 'source' }), about)];
}

/** Keeps the alternatives of `about` apart, so that none is counted twice. */
function butNotSubject(condition: Condition, subject: string): Condition {
  return { sql: `${condition.sql} AND +subject IS NOT ?`, parameters: [...condition.parameters, subject], hasTests: true };
}

/**
 * The filter as SQL. A unary plus keeps the engine from an index: of several columns only the most selective may lead,
 * since the engine has no statistics to choose by.
 */
function toCondition({ filter, pattern }: EventMatcher, chosen: { type?: string; aboutColumn?: 'subject' | 'source' }): Condition {
  const { types, subject, source, about, correlationId } = filter;
  const parts: string[] = [];
  const parameters: SQLInputValue[] = [];
  let isLed = false;
  function mustEqual(column: string, value: string): void {
    parts.push(` AND ${isLed ? '+' : ''}${column} = ?`);
    parameters.push(value);
    isLed = true;
  }
  if (chosen.type !== undefined) mustEqual('type', chosen.type);
  if (correlationId !== undefined) mustEqual('correlation_id', correlationId);
  if (subject !== undefined) mustEqual('subject', subject);
  if (about !== undefined && chosen.aboutColumn !== undefined) mustEqual(chosen.aboutColumn, about);
  if (source !== undefined) mustEqual('source', source);
  if (chosen.type === undefined && pattern?.literal !== undefined) mustEqual(isLed ? 'type' : '+type', pattern.literal);
  if (about !== undefined && chosen.aboutColumn === undefined) {
    parts.push(' AND (+subject = ? OR +source = ?)');
    parameters.push(about, about);
  }
  if (types !== undefined && chosen.type === undefined) {
    parts.push(' AND +type IN (SELECT value FROM json_each(?))');
    parameters.push(JSON.stringify(types));
  }
  return { sql: parts.join(''), parameters, hasTests: parts.length > 1 || (parts.length === 1 && !isLed) };
}

/** The types that exist and match; found by hopping along the index from one to the next. */
function typesOf(reader: SqliteReader, { filter, pattern }: EventMatcher): readonly string[] | 'any' | 'too many' {
  if (pattern === undefined) return filter.types === undefined ? 'any' : filter.types.length > MAX_ALTERNATIVES ? 'too many' : [...new Set(filter.types)];
  if (pattern.literal !== undefined) return filter.types?.includes(pattern.literal) === false ? [] : [pattern.literal];
  if (filter.types !== undefined) {
    const matching = [...new Set(filter.types)].filter((type) => pattern.matches(type));
    return matching.length > MAX_ALTERNATIVES ? 'too many' : matching;
  }
  const found: string[] = [];
  let next = reader.get<{ type: string | null }>('SELECT min(type) AS type FROM event WHERE type >= ?', pattern.prefix)?.type;
  for (let looks = 0; next !== null && next !== undefined && next.startsWith(pattern.prefix); looks += 1) {
    if (pattern.matches(next)) found.push(next);
    if (found.length > MAX_ALTERNATIVES || looks > MAX_ALTERNATIVES * 4) return 'too many';
    next = reader.get<{ type: string | null }>('SELECT min(type) AS type FROM event WHERE type > ?', next)?.type;
  }
  return found;
}
