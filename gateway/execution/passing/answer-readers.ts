import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { CompiledCall, CompiledNode, CompiledPart, CompiledPlan } from '../compiled-plan.ts';
import { isDataObject, type DataObject } from '../own-property.ts';
import type { Position } from '../position.ts';
import type { ObjectProjection } from '../projection.ts';
import { toClientViews } from './client-views.ts';
import { createTakes, type Take, type Takes } from './take-object.ts';
import { passLiteral, refuseText, UnexpectedTextError, type TextCursor } from './text-cursor.ts';

/** An answer's members, its data with text in place of what goes to the client as it came. */
export interface PassedAnswer {
  readonly data: DataObject;
  readonly extensions?: JsonObject;
}

/** Reads a subgraph's answer; undefined for one that is not as expected, right or wrong, which then has to be read as any JSON. */
export type ReadAnswerText = (text: string) => PassedAnswer | undefined;

/** How the answers to an operation's calls are read so that what nobody looks into stays text. */
export type AnswerReaders = ReadonlyMap<CompiledCall, ReadAnswerText>;

/**
 * What no JSON string has as it is, and what stands between tokens of a text that is not written densely. In two patterns: V8 looks for sixteen
 * neighbouring characters at a time (2 µs for 70 kB), and for more of them one by one (18 µs).
 */
const CONTROLS = [/[\u0000-\u000f]/, /[\u0010-\u001f]/];
/** So many texts in succession that were not as expected; from then on few are tried. */
const MAX_MISSES = 8;
const TRIED_AFTER_MISSES = 64;

/** Of calls whose answers are merged there are none, and none of those of which nothing stays text. */
export function createAnswerReaders({ root, node }: Pick<CompiledPlan, 'root' | 'node'>, projection: ObjectProjection): AnswerReaders {
  const readers = new Map<CompiledCall, ReadAnswerText>();
  const calls = toCalls(node);
  if (calls.some(({ parts }) => parts.some(({ link }) => link === undefined))) return readers;
  const views = toClientViews(projection);
  const positions = findLinked(root);
  for (const call of calls) {
    const takes = createTakes(views);
    const take = toTakeData(call, positions, takes);
    if (take !== undefined && takes.hasPassed) readers.set(call, toReadAnswer(take));
  }
  return readers;
}

function toCalls(node: CompiledNode | undefined): CompiledCall[] {
  switch (node?.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(toCalls);
    case 'Condition':
      return [...toCalls(node.ifClause), ...toCalls(node.elseClause)];
    case 'Call':
      return [node];
    case undefined:
      return [];
  }
}

/** Where the plan puts what comes by each link: in one position, or in several. */
function findLinked(root: Position): ReadonlyMap<symbol, readonly Position[]> {
  const found = new Map<symbol, Position[]>();
  function visit(position: Position): void {
    for (const { key, position: linked } of position.links) {
      found.set(key, [...(found.get(key) ?? []), linked]);
      visit(linked);
    }
    for (const below of position.fields.values()) if (below !== undefined) visit(below);
  }
  visit(root);
  return found;
}

/** What stands in several positions is taken as it is: the client may want something else in each. */
const TAKE_ALL = createTakes(undefined);

/** Undefined for a call whose answer is rewritten or has a key that is no plain property. */
function toTakeData(call: CompiledCall, positions: ReadonlyMap<symbol, readonly Position[]>, takes: Takes): ((cursor: TextCursor) => DataObject) | undefined {
  const parts: { readonly part: CompiledPart; readonly take: Take }[] = [];
  for (const part of call.parts) {
    const [position, ...others] = (part.link === undefined ? undefined : positions.get(part.link)) ?? [];
    if (position === undefined || part.outputRewrites !== undefined || !isPlain(position)) return undefined;
    parts.push({ part, take: (others.length > 0 ? TAKE_ALL : takes).toTakeNested(position) });
  }
  const [only] = parts;
  if (only?.part.entities === undefined) {
    return only === undefined || parts.length > 1 ? undefined : (cursor) => toData(only.take(cursor));
  }
  const lists = parts.map(({ part, take }, index) => {
    const alias = part.entities?.alias ?? '';
    return { alias, name: `${index === 0 ? '{' : ','}${JSON.stringify(alias)}:`, take };
  });
  return (cursor) => {
    const data: DataObject = {};
    for (const { alias, name, take } of lists) {
      passLiteral(cursor, name);
      data[alias] = take(cursor);
    }
    passLiteral(cursor, '}');
    return data;
  };
}

function toData(taken: unknown): DataObject {
  return isDataObject(taken) ? taken : refuseText();
}

function isPlain({ fields }: Position): boolean {
  return [...fields].every(([key, below]) => key !== '__proto__' && (below === undefined || isPlain(below)));
}

function toReadAnswer(take: (cursor: TextCursor) => DataObject): ReadAnswerText {
  let misses = 0;
  return (text) => {
    if (misses >= MAX_MISSES && misses % TRIED_AFTER_MISSES !== 0) {
      misses += 1;
      return undefined;
    }
    const read = readAnswer(text, take);
    misses = read === undefined ? misses + 1 : 0;
    return read;
  };
}

function readAnswer(whole: string, take: (cursor: TextCursor) => DataObject): PassedAnswer | undefined {
  // Some servers write a line.
  const text = whole.endsWith('\n') ? whole.slice(0, -1) : whole;
  if (text.includes('\\')) return undefined;
  try {
    const cursor: TextCursor = { text, at: 0, from: 0, pieces: [], holes: [], kinds: [], count: 0 };
    passLiteral(cursor, '{"data":');
    const data = take(cursor);
    const rest = readRest(text.slice(cursor.at));
    return CONTROLS.some((control) => control.test(text)) ? undefined : { data, ...rest };
  } catch (error) {
    if (error instanceof UnexpectedTextError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What follows the data: nothing, or extensions and nothing else. */
function readRest(rest: string): Pick<PassedAnswer, 'extensions'> {
  if (rest === '}') return {};
  if (!rest.startsWith(',"extensions":{')) return refuseText();
  const { extensions, ...others } = JSON.parse(`{${rest.slice(1)}`) as { readonly extensions: JsonObject };
  return Object.keys(others).length === 0 ? { extensions } : refuseText();
}
