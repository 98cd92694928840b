import type { Random } from '../differential/random.ts';
import type { DeclaredType } from './print-parts.ts';
import { bare, type Split } from './split.ts';
import type { UniverseField, UniverseType } from './universe.ts';

/** Gives a subgraph fields that require what others have. */
export function addRequirements(name: string, split: Split, random: Random): void {
  for (const declared of [...split.typesOf(name).values()]) {
    const type = split.universe.types.find((one) => one.name === declared.name);
    if (type === undefined || !declared.keys.some(({ isResolvable }) => isResolvable) || !random.chance(0.4)) continue;
    const candidates = foreignFields(name, type, split);
    const chosen = [...new Set([random, random].slice(random.below(2)).flatMap(() => (candidates.length === 0 ? [] : [random.pick(candidates)])))];
    const texts = chosen.flatMap((field) => requireField({ name, type, field }, split, random) ?? []);
    if (texts.length === 0) continue;
    const fieldName = `r${name}${declared.name}`;
    const field: UniverseField = {
      name: fieldName,
      type: random.pick(['String', 'String!', 'Int', random.pick(split.compositeNames)]),
      args: random.pick(['', '', '(x: Int)']),
      isKeyed: false,
    };
    split.addField(name, type, field);
    const own = declared.fields.get(fieldName);
    if (own !== undefined) own.requires = texts.join(' ');
    // Others may require it in turn.
    type.fields.push(field);
  }
}

/** Lets fields of a subgraph provide what others own. */
export function addProvided(name: string, split: Split, random: Random): void {
  for (const declared of [...split.typesOf(name).values()]) {
    if (declared.kind !== 'object') continue;
    for (const field of [...declared.fields.values()]) {
      if (field.isExternal || field.requires !== undefined || field.provides !== undefined || !random.chance(0.2)) continue;
      const text = provide(name, bare(field.type), split, random);
      if (text !== undefined) field.provides = text;
    }
  }
}

function provide(name: string, typeName: string, split: Split, random: Random): string | undefined {
  const declared = split.typesOf(name).get(typeName);
  if (declared?.kind === 'interface' || declared?.kind === 'union') {
    const members = membersOf(name, typeName, split);
    const texts = members.flatMap((member) => {
      const inner = random.chance(0.6) ? provide(name, member, split, random) : undefined;
      return inner === undefined ? [] : [`... on ${member} { ${inner} }`];
    });
    return texts.length === 0 ? undefined : texts.join(' ');
  }
  const type = split.universe.types.find((one) => one.name === typeName);
  if (type === undefined || declared === undefined) return undefined;
  const candidates = foreignFields(name, type, split).filter((field) => ownersOf(type, field, { name, split }).length > 0);
  if (candidates.length === 0) return undefined;
  const field = random.pick(candidates);
  const text = requireField({ name, type, field, isProvided: true }, split, random);
  return text;
}

function membersOf(name: string, typeName: string, split: Split): string[] {
  const types = split.typesOf(name);
  const declared = types.get(typeName);
  return declared?.kind === 'union' ? declared.lines : [...types.values()].filter((one) => one.interfaces.has(typeName)).map((one) => one.name);
}

/** Fields of a type that a subgraph does not resolve, and another one does. */
function foreignFields(name: string, type: UniverseType, split: Split): UniverseField[] {
  const declared = split.typesOf(name).get(type.name);
  return type.fields.filter((field) => {
    const own = declared?.fields.get(field.name);
    return (own === undefined || own.isExternal) && split.names.some((other) => other !== name && isOwner(split.typesOf(other).get(type.name), field.name));
  });
}

function ownersOf(type: UniverseType, field: UniverseField, { name, split }: { name: string; split: Split }): string[] {
  const owners = split.names.filter((other) => other !== name && isOwner(split.typesOf(other).get(type.name), field.name));
  return owners.every((other) => split.typesOf(other).get(type.name)?.fields.get(field.name)?.requires === undefined) ? owners : [];
}

function isOwner(declared: DeclaredType | undefined, fieldName: string): boolean {
  const field = declared?.fields.get(fieldName);
  return field !== undefined && !field.isExternal;
}

interface Requiring {
  readonly name: string;
  readonly type: UniverseType;
  readonly field: UniverseField;
  readonly isProvided?: boolean;
}

/** Declares a foreign field, and answers it as a field set has it. */
function requireField(requiring: Requiring, split: Split, random: Random, depth = 2): string | undefined {
  const { name, type, field, isProvided = false } = requiring;
  const isNew = split.typesOf(name).get(type.name)?.fields.has(field.name) !== true;
  if (isProvided && field.args !== '') return undefined;
  split.addField(name, type, field);
  const own = split.typesOf(name).get(type.name)?.fields.get(field.name);
  if (own === undefined) return undefined;
  if (isNew) own.isExternal = true;
  if (isProvided) own.isProvided = true;
  const inner = subselect({ ...requiring, typeName: bare(field.type) }, split, random, depth);
  if (inner === undefined) return undefined;
  return `${field.name}${isProvided ? '' : literalArguments(field.args, random)}${inner === '' ? '' : ` { ${inner} }`}`;
}

/** A selection of a type for a field set; empty for leaves, undefined where there is none. */
function subselect(requiring: Requiring & { readonly typeName: string }, split: Split, random: Random, depth: number): string | undefined {
  const { name, typeName } = requiring;
  const declared = split.typesOf(name).get(typeName);
  if (declared === undefined || declared.kind === 'enum' || declared.kind === 'scalar') return '';
  if (depth === 0) return undefined;
  if (declared.kind === 'interface' || declared.kind === 'union') {
    const common = [...declared.fields].filter(([, field]) => split.typesOf(name).get(bare(field.type)) === undefined);
    const first = common.length > 0 && requiring.isProvided !== true && random.chance(0.6) ? random.pick(common) : undefined;
    if (first !== undefined) return `${first[0]}${literalArguments(first[1].args, random)}`;
    const texts = membersOf(name, typeName, split).flatMap((member) => {
      const inner = random.chance(0.7) ? subselect({ ...requiring, typeName: member }, split, random, depth - 1) : undefined;
      return inner === undefined || inner === '' ? [] : [`... on ${member} { ${inner} }`];
    });
    return texts.length === 0 ? undefined : texts.join(' ');
  }
  const type = split.universe.types.find((one) => one.name === typeName);
  if (type === undefined) return undefined;
  const candidates = type.fields.filter(
    (field) => declared.fields.has(field.name) || split.names.some((other) => isOwner(split.typesOf(other).get(typeName), field.name)),
  );
  if (candidates.length === 0) return undefined;
  const fields = new Set([random.pick(candidates), random.pick(candidates)]);
  const texts = [...fields].flatMap((field) => requireField({ ...requiring, type, field }, split, random, depth - 1) ?? []);
  return texts.length === 0 ? undefined : texts.join(' ');
}

function literalArguments(args: string, random: Random): string {
  if (args === '') return '';
  const literals: Readonly<Record<string, string>> = { x: `${random.below(3)}`, y: '"p"', e: 'M', in: '{ x: 1 }', xs: '[1, 2]' };
  const isMust = args.includes('Filter!');
  if (!isMust && random.chance(0.4)) return '';
  const given = [...args.matchAll(/(\w+):/g)].map(([, one = '']) => one).filter((one) => (isMust && one === 'in') || random.chance(0.7));
  return given.length === 0 ? '' : `(${given.map((one) => `${one}: ${(literals[one] ?? 'null').replaceAll('"', '\\"')}`).join(', ')})`;
}

/** Puts fields on interfaces from a subgraph that does not know the types behind them. */
export function addInterfaceObjects(split: Split, random: Random): void {
  for (const around of split.universe.interfaces) {
    const isKeyed = split.names.some((name) => (split.typesOf(name).get(around.name)?.keys.length ?? 0) > 0);
    if (!isKeyed || !random.chance(0.6)) continue;
    const name = `o${around.name}`;
    split.addSubgraph(name);
    const types = split.typesOf(name);
    const fields: DeclaredType['fields'] = new Map([['id', { type: 'ID!', args: '', isExternal: false }]]);
    fields.set(`${name}a`, { type: random.pick(['String', 'String!', 'Int']), args: random.pick(['', '(x: Int)']), isExternal: false });
    const others = split.universe.types.filter((type) => type.keys.length > 0 && !around.members.includes(type.name));
    const to = random.chance(0.3) ? around.name : others.length > 0 && random.chance(0.5) ? random.pick(others).name : undefined;
    if (to !== undefined) fields.set(`${name}to`, { type: random.pick([to, `[${to}]`]), args: '', isExternal: false });
    const required = around.fields.filter((field) => /^(String|Int|ID|Float|Boolean|\[String!\]|\[Int\]!)!?$/.test(field.type) && field.args === '');
    if (required.length > 0 && random.chance(0.5)) {
      const field = random.pick(required);
      fields.set(field.name, { type: field.type, args: '', isExternal: true });
      fields.set(`${name}r`, { type: 'String', args: '', isExternal: false, requires: field.name });
    }
    types.set(around.name, {
      kind: 'object',
      name: around.name,
      keys: [{ fields: 'id', isResolvable: true }],
      fields,
      interfaces: new Set(),
      lines: [],
      isInterfaceObject: true,
    });
    if (to !== undefined) split.need(name, to);
    if (random.chance(0.7)) split.addRoot([name], { name: `${name}q`, type: random.pick([around.name, `[${around.name}!]!`]), args: '' });
  }
}
