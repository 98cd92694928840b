import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  validate,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { writeInput, type RandomVariable, type WritingInput } from './random-input.ts';
import type { Random } from './random.ts';

/** A valid operation and values for its variables. */
export interface RandomOperation {
  readonly source: string;
  readonly variables: Record<string, unknown>;
}

interface Writing extends WritingInput {
  readonly schema: GraphQLSchema;
  readonly fragments: { readonly name: string; readonly condition: string; readonly text: string }[];
}

/** Aliases that meet keys and fields of the same name elsewhere. */
const ALIASES = ['a', 'b', 'id', 'name', 'sku', 'price', 'title', 'constructor'];

/** Writes operations until one is valid: two fields under one name may not always be merged. */
export function writeOperation(schema: GraphQLSchema, random: Random): RandomOperation {
  for (;;) {
    const writing: Writing = { schema, random, fragments: [], variables: new Map() };
    const mutation = schema.getMutationType();
    const root = mutation && random.chance(0.08) ? mutation : schema.getQueryType();
    if (!root) throw new Error('a query type is expected');
    const selection = writeSelection(root, 5, writing);
    const declared = [...writing.variables].map(([name, { declaration }]) => `$${name}: ${declaration}`).join(', ');
    const operation = `${root === mutation ? 'mutation' : 'query'} R${declared === '' ? '' : `(${declared})`} ${selection}`;
    const source = [operation, ...writing.fragments.map(({ text }) => text)].join('\n');
    if (validate(schema, parse(source)).length === 0) return { source, variables: toValues(writing.variables) };
  }
}

function toValues(variables: ReadonlyMap<string, RandomVariable>): Record<string, unknown> {
  return Object.fromEntries([...variables].flatMap(([name, { value, isSent }]) => (isSent ? [[name, value]] : [])));
}

function writeSelection(type: GraphQLCompositeType, depth: number, writing: Writing): string {
  const { random } = writing;
  const parts: string[] = [];
  const count = 1 + random.below(depth > 3 ? 4 : 3);
  for (let index = 0; index < count; index += 1) parts.push(writePart(type, depth, writing));
  if (isAbstractType(type) && depth > 0 && random.chance(0.3)) parts.push(writeRivals(writing.schema.getPossibleTypes(type), depth, writing));
  return `{ ${parts.join(' ')} }`;
}

/** One response name for the same field of several types, with arguments of its own for each: they cannot meet, and may differ. */
function writeRivals(types: readonly GraphQLObjectType[], depth: number, writing: Writing): string {
  const { random } = writing;
  const first = random.pick(types);
  const field = random.pick(Object.values(first.getFields()));
  const isLeaf = !isCompositeType(getNamedType(field.type));
  const selection = isLeaf ? '' : ` ${writeSelection(getNamedType(field.type) as GraphQLCompositeType, depth - 2, writing)}`;
  const alias = random.pick(ALIASES);
  return types
    .flatMap((type) => type.getFields()[field.name] ?? [])
    .map((own, index) => `... on ${types[index]?.name ?? first.name} { ${alias}: ${own.name}${writeArguments(own.args, writing)}${selection} }`)
    .join(' ');
}

function writePart(type: GraphQLCompositeType, depth: number, writing: Writing): string {
  const { random, schema } = writing;
  if (depth > 0 && (isUnionType(type) || random.chance(isAbstractType(type) ? 0.4 : 0.12))) {
    const known = random.chance(0.2) ? writing.fragments.find(({ condition }) => condition === type.name) : undefined;
    if (known !== undefined) return `...${known.name}${writeCondition(writing)}`;
    const conditions = isAbstractType(type) ? [...schema.getPossibleTypes(type), type] : [type, ...type.getInterfaces(), ...unionsOf(type, schema)];
    const condition = random.pick(conditions);
    const selection = writeSelection(condition, depth - 1, writing);
    if (random.chance(0.3)) {
      const name = `F${writing.fragments.length}`;
      writing.fragments.push({ name, condition: condition.name, text: `fragment ${name} on ${condition.name} ${selection}` });
      return `...${name}${writeCondition(writing)}`;
    }
    return `...${random.chance(0.15) && condition === type ? '' : ` on ${condition.name}`}${writeCondition(writing)} ${selection}`;
  }
  if (isUnionType(type) || random.chance(0.08)) return `${random.chance(0.3) ? 't: ' : ''}__typename${writeCondition(writing)}`;
  const fields = Object.values(type.getFields()).filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
  return fields.length === 0 ? '__typename' : writeField(random.pick(fields), depth, writing);
}

function unionsOf(type: GraphQLCompositeType, schema: GraphQLSchema): GraphQLCompositeType[] {
  return Object.values(schema.getTypeMap()).filter((one) => isUnionType(one) && isObjectType(type) && schema.isSubType(one, type)) as GraphQLCompositeType[];
}

function writeField(field: GraphQLField<unknown, unknown>, depth: number, writing: Writing): string {
  const { random } = writing;
  const named = getNamedType(field.type);
  const alias = random.chance(0.25) ? `${random.pick(ALIASES)}: ` : '';
  const given = writeArguments(field.args, writing);
  const selection = isCompositeType(named) ? ` ${writeSelection(named, depth - 1, writing)}` : '';
  return `${alias}${field.name}${given}${writeCondition(writing)}${selection}`;
}

function writeArguments(all: readonly GraphQLArgument[], writing: Writing): string {
  const isMust = ({ type, defaultValue }: GraphQLArgument) => isNonNullType(type) && defaultValue === undefined;
  const share = all.length > 3 ? 0.35 : 0.7;
  const given = all.filter((argument) => isMust(argument) || writing.random.chance(share));
  const text = given.map((argument) => `${argument.name}: ${writeInput(argument.type, writing)}`).join(', ');
  return text === '' ? '' : `(${text})`;
}

function writeCondition(writing: Writing): string {
  const { random, variables } = writing;
  if (!random.chance(0.12)) return '';
  const directive = random.pick(['skip', 'include']);
  if (random.chance(0.3)) return ` @${directive}(if: ${random.chance(0.5)})`;
  const name = random.pick(['yes', 'no', 'unsaid']);
  const declaration = name === 'unsaid' ? 'Boolean! = true' : 'Boolean!';
  variables.set(name, { declaration, value: name === 'yes', isSent: name !== 'unsaid' });
  const both = random.chance(0.15) ? ` @${directive === 'skip' ? 'include' : 'skip'}(if: ${random.chance(0.5)})` : '';
  return ` @${directive}(if: $${name})${both}`;
}
