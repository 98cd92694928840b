import { isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLInputField, type GraphQLInputType } from 'graphql';
import type { Random } from './random.ts';

/** A variable of an operation. Its value may be left out where its declaration allows that. */
export interface RandomVariable {
  /** Its type, and its default if it has one, as the operation declares them. */
  readonly declaration: string;
  readonly value: unknown;
  readonly isSent: boolean;
}

export interface WritingInput {
  readonly random: Random;
  /** By name; grows. */
  readonly variables: Map<string, RandomVariable>;
}

const TEXTS = ['p0', 'u1', 'r2', '', 'a "quote"', 'line\nbreak', 'ünï 💡', '\\', '$v0', '{ id }'];
const FLOATS = [0, -1, 0.25, 1e21, 1e-7, 3];

/** The text of a value of an input type, in which variables stand now and then. They are added to those of the operation. */
export function writeInput(type: GraphQLInputType, writing: WritingInput, depth = 3): string {
  const { random } = writing;
  if (random.chance(0.3)) return writeVariable(type, writing, depth);
  if (isNonNullType(type)) return writeLiteral(type.ofType, writing, depth);
  return random.chance(0.1) ? 'null' : writeLiteral(type, writing, depth);
}

function writeVariable(type: GraphQLInputType, { random, variables }: WritingInput, depth: number): string {
  const name = `v${variables.size}`;
  const isStricter = !isNonNullType(type) && random.chance(0.2);
  const value = isStricter ? toFilled(type, random, depth) : toValue(type, random, depth);
  const hasDefault = random.chance(0.2);
  const fallback = toFilled(isNonNullType(type) ? type.ofType : type, random, depth);
  variables.set(name, {
    declaration: `${String(type)}${isStricter ? '!' : ''}${hasDefault ? ` = ${toLiteral(type, fallback)}` : ''}`,
    value,
    isSent: (!hasDefault && (isStricter || isNonNullType(type))) || random.chance(0.7),
  });
  return `$${name}`;
}

function writeLiteral(type: GraphQLInputType, writing: WritingInput, depth: number): string {
  const { random } = writing;
  if (isNonNullType(type)) return writeLiteral(type.ofType, writing, depth);
  if (isListType(type)) {
    const items = Array.from({ length: random.below(3) }, () => writeInput(type.ofType, writing, depth - 1));
    return items.length === 1 && random.chance(0.3) && !isListType(type.ofType) ? (items[0] ?? '[]') : `[${items.join(', ')}]`;
  }
  if (isInputObjectType(type)) {
    const fields = chooseFields(Object.values(type.getFields()), random, depth);
    return `{ ${fields.map((field) => `${field.name}: ${writeInput(field.type, writing, depth - 1)}`).join(', ')} }`;
  }
  return toLiteral(type, toFilled(type, random, depth));
}

function chooseFields(fields: readonly GraphQLInputField[], random: Random, depth: number): GraphQLInputField[] {
  return fields.filter((field) => {
    if (isNonNullType(field.type) && field.defaultValue === undefined) return true;
    return depth > 0 && random.chance(0.4);
  });
}

function toValue(type: GraphQLInputType, random: Random, depth: number): unknown {
  if (isNonNullType(type)) return toFilled(type.ofType, random, depth);
  return random.chance(0.15) ? null : toFilled(type, random, depth);
}

function toFilled(type: GraphQLInputType, random: Random, depth: number): unknown {
  if (isNonNullType(type)) return toFilled(type.ofType, random, depth);
  if (isListType(type)) return Array.from({ length: random.below(3) }, () => toValue(type.ofType, random, depth - 1));
  if (isInputObjectType(type)) {
    const fields = chooseFields(Object.values(type.getFields()), random, depth);
    return Object.fromEntries(fields.map((field) => [field.name, toValue(field.type, random, depth - 1)]));
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  switch (type.name) {
    case 'Boolean':
      return random.chance(0.5);
    case 'Int':
      return random.below(6) - 1;
    case 'Float':
      return random.pick(FLOATS);
    case 'Json':
      return random.pick<unknown>([1, 'text', [1, [null]], { a: { b: [true, 'x'] } }, {}, []]);
    case 'ID':
      return random.chance(0.1) ? random.below(9) : `${random.pick(['p', 'u', 'r'])}${random.below(4)}`;
    default:
      return random.pick(TEXTS);
  }
}

/** A value as GraphQL writes it. */
function toLiteral(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return toLiteral(type.ofType, value);
  if (value === null) return 'null';
  if (isEnumType(type)) return String(value);
  if (isListType(type)) return `[${(value as unknown[]).map((item) => toLiteral(type.ofType, item)).join(', ')}]`;
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    const parts = Object.entries(value as object).map(([name, item]) => `${name}: ${toLiteral(fields[name]?.type ?? type, item)}`);
    return `{ ${parts.join(', ')} }`;
  }
  return toJsonLiteral(value);
}

function toJsonLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toJsonLiteral).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${name}: ${toJsonLiteral(item)}`)
    .join(', ')} }`;
}
