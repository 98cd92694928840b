import type { Random } from '../differential/random.ts';
import { printParts, type DeclaredField, type DeclaredType } from './print-parts.ts';
import type { GraphPart } from './graph-model.ts';
import { some, type Universe, type UniverseField, type UniverseType } from './universe.ts';

/** What is drawn while a universe is shared out. */
export interface SplitOptions {
  readonly random: Random;
  /** Of the subgraphs. */
  readonly names: readonly string[];
  /** True where subgraphs may differ in what is null. */
  readonly variesNulls: boolean;
}

/** A universe that is being shared out to subgraphs. Whoever gets a field gets what its type and arguments need. */
export interface Split {
  readonly names: readonly string[];
  readonly compositeNames: readonly string[];
  readonly universe: Universe;
  typesOf(name: string): Map<string, DeclaredType>;
  addHome(name: string, type: UniverseType): void;
  addField(name: string, type: UniverseType, field: UniverseField): void;
  addOverride(change: { from: string; to: string; type: UniverseType; field: UniverseField }): void;
  addRoot(names: readonly string[], field: Omit<UniverseField, 'isKeyed'>): void;
  addMutation(name: string, typeName: string): void;
  /** Declares what a field's type needs. */
  need(name: string, typeName: string): DeclaredType | undefined;
  /** A subgraph beside the others. */
  addSubgraph(name: string): void;
  toParts(): readonly GraphPart[];
}

export const bare = (type: string): string => type.replaceAll(/[[\]!]/g, '');

export function createSplit(universe: Universe, options: SplitOptions): Split {
  const { random, variesNulls } = options;
  const names = [...options.names];
  const parts = new Map(names.map((name) => [name, new Map<string, DeclaredType>()]));
  let roots = 0;

  function typesOf(name: string): Map<string, DeclaredType> {
    const types = parts.get(name);
    if (types === undefined) throw new Error(`no subgraph ${name}`);
    return types;
  }

  function declare(name: string, typeName: string, kind: DeclaredType['kind']): DeclaredType {
    const types = typesOf(name);
    const known = types.get(typeName);
    if (known !== undefined) return known;
    const made: DeclaredType = { kind, name: typeName, keys: [], fields: new Map(), interfaces: new Set(), lines: [], isInterfaceObject: false };
    types.set(typeName, made);
    return made;
  }

  function addKey(name: string, type: UniverseType, key: string, isResolvable = true): void {
    const declared = declare(name, type.name, 'object');
    const known = declared.keys.find(({ fields }) => fields === key);
    if (known !== undefined) {
      known.isResolvable ||= isResolvable;
      return;
    }
    declared.keys.push({ fields: key, isResolvable });
    for (const [field] of key.replaceAll(/\{.*?\}/g, '').matchAll(/\w+/g)) {
      const one = type.fields.find((other) => other.name === field);
      if (one !== undefined) addField(name, type, one);
    }
  }

  function addHome(name: string, type: UniverseType): void {
    const keys = some(type.keys, 1, random);
    const isResolvable = random.chance(0.93);
    for (const key of keys) addKey(name, type, key, isResolvable || random.chance(0.5));
  }

  function addField(name: string, type: UniverseType, field: UniverseField): void {
    const declared = declare(name, type.name, 'object');
    if (declared.fields.has(field.name)) return;
    declared.fields.set(field.name, toDeclared(field, true));
    needAll(name, field);
  }

  function toDeclared({ type, args, isKeyed }: UniverseField, mayBeNull = false): DeclaredField {
    const mayVary = variesNulls && mayBeNull && !isKeyed;
    return { type: mayVary && random.chance(0.3) ? type.replace(/!$/, '') : type, args, isExternal: false };
  }

  function needAll(name: string, { type, args }: Pick<UniverseField, 'type' | 'args'>): void {
    need(name, bare(type));
    for (const [word] of args.matchAll(/\b[A-Z]\w+/g)) need(name, word);
  }

  function need(name: string, typeName: string): DeclaredType | undefined {
    const known = typesOf(name).get(typeName);
    if (known !== undefined) return known;
    const type = universe.types.find((one) => one.name === typeName);
    if (type !== undefined) return type.keys.length > 0 ? needEntity(name, type) : needValue(name, type);
    const around = universe.interfaces.find((one) => one.name === typeName);
    if (around !== undefined) return needInterface(name, around);
    const union = universe.unions.find((one) => one.name === typeName);
    if (union !== undefined) {
      const declared = declare(name, typeName, 'union');
      const members = random.chance(0.5) ? union.members : some(union.members, 1, random);
      declared.lines.push(...members);
      for (const member of members) need(name, member);
      return declared;
    }
    const values = universe.enums.find((one) => one.name === typeName)?.values;
    if (values !== undefined) {
      const declared = declare(name, typeName, 'enum');
      declared.lines.push(...(random.chance(0.9) ? values : some(values, 1, random)));
      return declared;
    }
    const fields = universe.inputs.find((one) => one.name === typeName)?.fields;
    if (fields !== undefined) {
      const declared = declare(name, typeName, 'input');
      const [first = '', ...others] = fields;
      declared.lines.push(first, ...others.filter(() => random.chance(0.8)));
      for (const line of declared.lines) need(name, bare(line.split(': ')[1] ?? ''));
      return declared;
    }
    return typeName === 'Json' ? declare(name, typeName, 'scalar') : undefined;
  }

  function needEntity(name: string, type: UniverseType): DeclaredType {
    const declared = declare(name, type.name, 'object');
    addKey(name, type, random.pick(type.keys), random.chance(0.5));
    return declared;
  }

  function needValue(name: string, type: UniverseType): DeclaredType {
    const declared = declare(name, type.name, 'object');
    const isWhole = random.chance(0.8);
    for (const [index, field] of type.fields.entries()) if (isWhole || index === 0 || random.chance(0.7)) addField(name, type, field);
    return declared;
  }

  function needInterface(name: string, around: Universe['interfaces'][number]): DeclaredType {
    const declared = declare(name, around.name, 'interface');
    const isKeyed = around.isEntity && random.chance(0.6);
    const members = isKeyed || random.chance(0.5) ? around.members : some(around.members, 1, random);
    const fields = some(around.fields, 1, random);
    for (const field of fields) declared.fields.set(field.name, { type: field.type, args: field.args, isExternal: false });
    for (const field of fields) needAll(name, field);
    if (isKeyed) {
      declared.keys.push({ fields: 'id', isResolvable: true });
      declared.fields.set('id', { type: 'ID!', args: '', isExternal: false });
    }
    for (const member of members) {
      const type = universe.types.find((one) => one.name === member);
      const own = need(name, member);
      if (type === undefined || own === undefined) continue;
      own.interfaces.add(around.name);
      if (isKeyed) addKey(name, type, 'id');
      for (const field of fields) {
        const exact = declared.fields.get(field.name);
        addField(name, type, field);
        const mine = own.fields.get(field.name);
        if (mine !== undefined && exact !== undefined) mine.type = exact.type;
      }
    }
    return declared;
  }

  return {
    names,
    universe,
    typesOf,
    need,
    addHome,
    addField,
    compositeNames: [...universe.types, ...universe.interfaces, ...universe.unions].map(({ name }) => name).filter((name) => name !== 'Org'),
    addOverride({ from, to, type, field }) {
      addField(to, type, field);
      const own = typesOf(to).get(type.name)?.fields.get(field.name);
      const label = random.chance(0.3) ? `, label: "${random.pick(['percent(40)', 'percent(100)', 'dark'])}"` : '';
      if (own !== undefined) own.override = `@override(from: "${from}"${label})`;
    },
    addRoot(homes, field) {
      for (const name of homes) {
        declare(name, 'Query', 'object').fields.set(field.name, toDeclared({ ...field, isKeyed: false }));
        needAll(name, field);
      }
    },
    addMutation(name, typeName) {
      const field = { name: `change${(roots += 1)}`, type: random.pick([typeName, `${typeName}!`]), args: '(x: Int)' };
      declare(name, 'Mutation', 'object').fields.set(field.name, toDeclared({ ...field, isKeyed: false }));
      needAll(name, field);
    },
    addSubgraph(name) {
      names.push(name);
      parts.set(name, new Map());
    },
    toParts: () => printParts(parts, random),
  };
}
