import type { DataObject } from './own-property.ts';
import type { ObjectProjection } from './projection.ts';
import type { MatchesType } from './type-condition.ts';

/** Thrown where a value is not what the schema says, or null where none may be. */
export class IrregularValueError extends Error {}

/** Adds a value to the text so far; throws an IrregularValueError. */
export type Write = (text: string, value: unknown) => string;

/** Adds a field of an object, its name included. */
export type WriteField = (text: string, object: DataObject) => string;

/** What the writing of one operation's answers shares. */
export interface Writing {
  readonly matchesType: MatchesType;
  /** Where in a linked entity a text of it is kept; another number for each part of the response. */
  readonly nextSlot: () => number;
  /** What writes the objects in the holes of texts. */
  readonly holes: Map<ObjectProjection, Write>;
  /** Whether no string in the data has anything that JSON escapes. */
  isPlain: boolean;
  /** Whether the text ends within a string: whoever goes on begins with its quote. Each piece of a text costs, and these go together with the next. */
  isOpen: boolean;
  /** What was written of objects so far, by the part of the response; undefined where none stands in several places. */
  texts: Map<DataObject, string>[] | undefined;
}

/** Ends a text, and the string in which it may end. */
export function close(text: string, end: string, writing: Writing): string {
  const isOpen = writing.isOpen;
  writing.isOpen = false;
  return isOpen ? `${text}"${end}` : text + end;
}

/** The beginning of a field, behind the end of the string in which the text may end. */
export function start(name: string, writing: Writing): string {
  const isOpen = writing.isOpen;
  writing.isOpen = false;
  return isOpen ? `"${name}` : name;
}
