import type { DataObject } from '../own-property.ts';
import type { Position } from '../position.ts';
import type { ObjectProjection } from '../projection.ts';
import type { ClientViews } from './client-views.ts';
import { toTakePassed, type Passing } from './pass-value.ts';
import { CHARACTERS, hasItem, hasNextItem, passLiteral, refuseText, takeScalar, type TextCursor } from './text-cursor.ts';

/** Takes what stands at the cursor. */
export type Take = (cursor: TextCursor) => unknown;

/** Lists of lists deeper than any type has are not entered. */
const MAX_LIST_DEPTH = 32;

/** Makes what takes the data at a plan's positions. */
export interface Takes {
  /** Takes objects, of lists too, or null. Their keys must come in the order in which they were asked for. */
  toTakeNested(position: Position): Take;
  /** True once something was found that stays text. */
  readonly hasPassed: boolean;
}

/** Keeps as text what the client can have as it comes; without `views`, nothing. */
export function createTakes(views: ClientViews | undefined): Takes {
  let hasPassed = false;
  const passing: Passing = { isPassed: (position) => views?.isPassed(position) === true, toTakeObject };

  function toTakeNested(position: Position): Take {
    return toTakeLists(toTakeObject(position, undefined));
  }

  function toTakeObject(position: Position, projection: ObjectProjection | undefined): (cursor: TextCursor) => DataObject {
    const fields = [...position.fields].map(([key, below], index): TakenField => {
      const name = `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`;
      const take = below === undefined ? toTakeLeaf(key, projection) : toTakeBelow(below);
      return { key, name, take };
    });
    return (cursor) => {
      const object: DataObject = {};
      for (let index = 0; index < fields.length; index += 1) {
        const { key, name, take } = fields[index] as TakenField;
        passLiteral(cursor, name);
        object[key] = take(cursor);
      }
      passLiteral(cursor, '}');
      return object;
    };
  }

  function toTakeBelow(position: Position): Take {
    const holder = passing.isPassed(position) ? views?.holderOf(position) : undefined;
    if (holder === undefined) return toTakeNested(position);
    hasPassed = true;
    return toTakePassed(holder.value, position, passing);
  }

  return {
    toTakeNested,
    get hasPassed() {
      return hasPassed;
    },
  };
}

/** A key of an object, and how its value is taken. */
interface TakenField {
  readonly key: string;
  /** The key as it is written, with what stands around it. */
  readonly name: string;
  readonly take: Take;
}

function toTakeLists(takeObject: Take): Take {
  function take(cursor: TextCursor, depth: number): unknown {
    switch (cursor.text.charCodeAt(cursor.at)) {
      case CHARACTERS.openObject:
        return takeObject(cursor);
      case CHARACTERS.openList: {
        const items: unknown[] = [];
        if (depth > MAX_LIST_DEPTH) return refuseText();
        cursor.at += 1;
        if (hasItem(cursor)) {
          do items.push(take(cursor, depth + 1));
          while (hasNextItem(cursor));
        }
        return items;
      }
      default:
        passLiteral(cursor, 'null');
        return null;
    }
  }
  return (cursor) => take(cursor, 0);
}

/** The name of a type that is known beforehand is taken from there: one string for all objects. */
function toTakeLeaf(key: string, projection: ObjectProjection | undefined): Take {
  const typeName = key === '__typename' ? projection?.concreteType : undefined;
  if (typeName === undefined) return takeLeaf;
  const written = JSON.stringify(typeName);
  return (cursor) => {
    if (!cursor.text.startsWith(written, cursor.at)) return takeLeaf(cursor);
    cursor.at += written.length;
    return typeName;
  };
}

/** Whoever reads it checks it. */
function takeLeaf(cursor: TextCursor): unknown {
  if (cursor.text.charCodeAt(cursor.at) !== CHARACTERS.openList) return takeScalar(cursor);
  const items: unknown[] = [];
  cursor.at += 1;
  if (hasItem(cursor)) {
    do items.push(takeScalar(cursor));
    while (hasNextItem(cursor));
  }
  return items;
}
