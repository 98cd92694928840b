import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  validate,
  parse,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { Random } from './random.ts';

/** A valid operation and values for its variables. */
export interface RandomOperation {
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

interface Writing {
  readonly schema: GraphQLSchema;
  readonly random: Random;
  readonly fragments: string[];
  readonly variables: Map<string, { type: string; value: unknown }>;
}

/** Aliases that meet keys and fields of the same name elsewhere. */
const ALIASES = ['a', 'b', 'id', 'name', 'sku', 'price', 'title', 'constructor'];

/** Writes operations until one is valid: two fields under one name may not always be merged. */
export function writeOperation(schema: GraphQLSchema, random: Random): RandomOperation {
  for (;;) {
    const writing: Writing = { schema, random, fragments: [], variables: new Map() };
    const root = schema.getQueryType();
    if (!root) throw new Error('a query type is expected');
    const selection = writeSelection(root, 5, writing);
    const declared = [...writing.variables].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
    const source = `query R${declared === '' ? '' : `(${declared})`} ${selection}\n${writing.fragments.join('\n')}`;
    if (validate(schema, parse(source)).length === 0) {
      return { source, variables: Object.fromEntries([...writing.variables].map(([name, { value }]) => [name, value])) };
    }
  }
}

function writeSelection(type: GraphQLCompositeType, depth: number, writing: Writing): string {
  const { random } = writing;
  const parts: string[] = [];
  const count = 1 + random.below(depth > 3 ? 4 : 3);
  for (let index = 0; index < count; index += 1) parts.push(writePart(type, depth, writing));
  return `{ ${parts.join(' ')} }`;
}

function writePart(type: GraphQLCompositeType, depth: number, writing: Writing): string {
  const { random, schema } = writing;
  if (depth > 0 && (isUnionType(type) || random.chance(isAbstractType(type) ? 0.4 : 0.12))) {
    const conditions = isAbstractType(type) ? [...schema.getPossibleTypes(type), type] : [type, ...type.getInterfaces()];
    const condition = random.pick(conditions);
    const selection = writeSelection(condition, depth - 1, writing);
    if (random.chance(0.3)) {
      const name = `F${writing.fragments.length}`;
      writing.fragments.push(`fragment ${name} on ${condition.name} ${selection}`);
      return `...${name}${writeCondition(writing)}`;
    }
    return `...${random.chance(0.15) && condition === type ? '' : ` on ${condition.name}`}${writeCondition(writing)} ${selection}`;
  }
  if (isUnionType(type) || random.chance(0.08)) return `${random.chance(0.3) ? 't: ' : ''}__typename`;
  const fields = Object.values(type.getFields()).filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
  return fields.length === 0 ? '__typename' : writeField(random.pick(fields), depth, writing);
}

function writeField(field: GraphQLField<unknown, unknown>, depth: number, writing: Writing): string {
  const { random } = writing;
  const named = getNamedType(field.type);
  const given = field.args.filter((argument) => isNonNullType(argument.type) || random.chance(0.7));
  const argumentsText = given.map((argument) => `${argument.name}: ${writeInput(argument.type, writing)}`).join(', ');
  const alias = random.chance(0.25) ? `${random.pick(ALIASES)}: ` : '';
  const selection = isCompositeType(named) ? ` ${writeSelection(named, depth - 1, writing)}` : '';
  return `${alias}${field.name}${argumentsText === '' ? '' : `(${argumentsText})`}${writeCondition(writing)}${selection}`;
}

function writeCondition(writing: Writing): string {
  const { random, variables } = writing;
  if (!random.chance(0.12)) return '';
  const directive = random.pick(['skip', 'include']);
  if (random.chance(0.3)) return ` @${directive}(if: ${random.chance(0.5)})`;
  const name = random.pick(['yes', 'no']);
  variables.set(name, { type: 'Boolean!', value: name === 'yes' });
  return ` @${directive}(if: $${name})`;
}

function writeInput(type: GraphQLInputType, writing: Writing): string {
  const { random, variables } = writing;
  if (random.chance(0.3)) {
    const name = `v${variables.size}`;
    variables.set(name, { type: String(type), value: toValue(type, random) });
    return `$${name}`;
  }
  return toLiteral(type, toValue(type, random));
}

function toValue(type: GraphQLInputType, random: Random): unknown {
  if (isNonNullType(type)) return toValue(type.ofType, random);
  if (isListType(type)) return Array.from({ length: random.below(3) }, () => toValue(type.ofType, random));
  if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, toValue(field.type, random)]));
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  switch (type.name) {
    case 'Boolean':
      return random.chance(0.5);
    case 'Int':
      return random.below(4);
    default:
      return `${random.pick(['p', 'u', 'r'])}${random.below(4)}`;
  }
}

function toLiteral(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return toLiteral(type.ofType, value);
  if (isEnumType(type)) return String(value);
  if (isListType(type)) return `[${(value as unknown[]).map((item) => toLiteral(type.ofType, item)).join(', ')}]`;
  if (isInputObjectType(type)) {
    const fields = type.getFields();
    return `{ ${Object.entries(value as Record<string, unknown>)
      .map(([name, item]) => `${name}: ${toLiteral(fields[name]?.type ?? type, item)}`)
      .join(', ')} }`;
  }
  return JSON.stringify(value);
}
