import type { DataObject } from '../own-property.ts';
import type { Position } from '../position.ts';
import type { FieldProjection, ObjectProjection, ValueProjection } from '../projection.ts';
import { PassedText, type HoleKind } from './passed-text.ts';
import { CHARACTERS, hasItem, hasNextItem, passLiteral, passString, refuseText, takeScalar, type TextCursor } from './text-cursor.ts';

/** Passes a value that the client can have as it came, but for its holes; refuses every other. */
type PassValue = (cursor: TextCursor) => void;

const NOTHING: DataObject = {};

/** What passes is made with. */
export interface Passing {
  isPassed(position: Position): boolean;
  /** Takes the objects of a position that are not passed. */
  toTakeObject(position: Position, projection: ObjectProjection | undefined): (cursor: TextCursor) => DataObject;
}

/** Takes a list or object that is passed, or null. */
export function toTakePassed(value: ValueProjection, position: Position, passing: Passing): (cursor: TextCursor) => PassedText | null {
  const pass = toPass(value, position, passing);
  return (cursor) => {
    const { text, at: start, from: outer, count: first, pieces, holes, kinds } = cursor;
    cursor.from = start;
    pass(cursor);
    const { count: end } = cursor;
    if (text.charCodeAt(start) === CHARACTERS.n) return null;
    pieces[end] = text.slice(cursor.from, cursor.at);
    cursor.from = outer;
    cursor.count = first;
    return new PassedText(pieces.slice(first, end + 1), holes.slice(first, end), kinds.slice(first, end));
  };
}

function toPass(value: ValueProjection, position: Position | undefined, passing: Passing): PassValue {
  if (value.kind === 'nonNull') return toPassPresent(value.of, position, passing);
  const pass = toPassPresent(value, position, passing);
  return (cursor) => {
    if (cursor.text.charCodeAt(cursor.at) === CHARACTERS.n) passLiteral(cursor, 'null');
    else pass(cursor);
  };
}

function toPassPresent(value: ValueProjection, position: Position | undefined, passing: Passing): PassValue {
  switch (value.kind) {
    case 'nonNull':
      return toPassPresent(value.of, position, passing);
    case 'list':
      return toPassList(toPass(value.of, position, passing));
    case 'leaf': {
      const { typeName, complete } = value;
      if (isText(typeName)) return passString;
      return (cursor) => {
        const leaf = takeScalar(cursor);
        if (leaf === null || complete(leaf) !== leaf) refuseText();
      };
    }
    case 'object': {
      if (position === undefined) return refuseText;
      return passing.isPassed(position) ? toPassObject(value.of, passing) : toPassHole({ position, projection: value.of }, passing);
    }
  }
}

function toPassList(pass: PassValue): PassValue {
  return (cursor) => {
    passLiteral(cursor, '[');
    if (!hasItem(cursor)) return;
    do pass(cursor);
    while (hasNextItem(cursor));
  };
}

function toPassHole(kind: HoleKind, passing: Passing): PassValue {
  const takeObject = passing.toTakeObject(kind.position, kind.projection);
  return (cursor) => {
    if (cursor.text.charCodeAt(cursor.at) !== CHARACTERS.openObject) refuseText();
    const { count } = cursor;
    cursor.pieces[count] = cursor.text.slice(cursor.from, cursor.at);
    cursor.kinds[count] = kind;
    // Its place is taken before those of holes in it.
    cursor.holes[count] = NOTHING;
    cursor.count = count + 1;
    cursor.holes[count] = takeObject(cursor);
    cursor.from = cursor.at;
  };
}

/** A field of an object that is passed: what stands before its value, and how that is passed unless it is a string. */
interface PassField {
  readonly name: string;
  readonly isString: boolean;
  readonly pass: PassValue;
}

/** Strings, which most leaves are, are passed here and not one call further. */
function toPassObject({ concreteType, fieldsOf }: ObjectProjection, passing: Passing): PassValue {
  const fields = ((concreteType === undefined ? undefined : fieldsOf(concreteType)) ?? []).map((field, index) =>
    toPassField(field, index === 0 ? '{' : ',', passing),
  );
  return (cursor) => {
    const { text } = cursor;
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index] as PassField;
      const { name } = field;
      if (!text.startsWith(name, cursor.at)) refuseText();
      const at = cursor.at + name.length;
      if (field.isString && text.charCodeAt(at) === CHARACTERS.quote) {
        const end = text.indexOf('"', at + 1);
        if (end === -1) refuseText();
        cursor.at = end + 1;
      } else {
        cursor.at = at;
        field.pass(cursor);
      }
    }
    passLiteral(cursor, '}');
  };
}

function toPassField(field: FieldProjection, lead: string, passing: Passing): PassField {
  const name = `${lead}${JSON.stringify(field.key)}:`;
  if (field.kind !== 'field') {
    const typeName = JSON.stringify(field.kind === 'typename' ? field.typeName : undefined);
    return { name, isString: false, pass: (cursor) => passLiteral(cursor, typeName) };
  }
  const leaf = field.value.kind === 'nonNull' ? field.value.of : field.value;
  const isString = leaf.kind === 'leaf' && isText(leaf.typeName);
  return { name, isString, pass: toPass(field.value, field.sources[0]?.below, passing) };
}

/** Whether leaves of a type go as any string. An ID that is a number has to be made one. */
function isText(typeName: string): boolean {
  return typeName === 'String' || typeName === 'ID';
}
