import type { Random } from '../differential/random.ts';
import type { GraphPart } from './graph-model.ts';

/** A field of one subgraph. */
export interface DeclaredField {
  type: string;
  readonly args: string;
  isExternal: boolean;
  requires?: string;
  provides?: string;
  /** As SDL writes it. */
  override?: string;
  /** True for an external field that something provides. */
  isProvided?: boolean;
}

/** A type of one subgraph. */
export interface DeclaredType {
  readonly kind: 'object' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';
  readonly name: string;
  readonly keys: { readonly fields: string; isResolvable: boolean }[];
  readonly fields: Map<string, DeclaredField>;
  readonly interfaces: Set<string>;
  /** Members of a union, values of an enum, fields of an input object. */
  readonly lines: string[];
  isInterfaceObject: boolean;
}

/** SDL of every subgraph. Fields that several resolve are shareable in all. */
export function printParts(parts: ReadonlyMap<string, ReadonlyMap<string, DeclaredType>>, random: Random): readonly GraphPart[] {
  for (const types of parts.values()) dropUnused(types);
  const shared = findShared(parts);
  const hidden = random.chance(0.1) ? pickHidden(parts, random) : undefined;
  return [...parts]
    .filter(([, types]) => types.size > 0)
    .map(([name, types]) => ({ name, sdl: [...types.values()].map((type) => printType(type, { shared, hidden })).join('\n') }));
}

interface Printing {
  readonly shared: ReadonlySet<string>;
  readonly hidden: string | undefined;
}

function printType(type: DeclaredType, printing: Printing): string {
  const { kind, name, lines } = type;
  switch (kind) {
    case 'scalar':
      return `scalar ${name}`;
    case 'union':
      return `union ${name} = ${lines.join(' | ')}`;
    case 'enum':
      return `enum ${name} { ${lines.join(' ')} }`;
    case 'input':
      return `input ${name} { ${lines.join(' ')} }`;
    case 'object':
    case 'interface': {
      const around = type.interfaces.size > 0 ? ` implements ${[...type.interfaces].join(' & ')}` : '';
      const keys = type.keys.map((key) => ` @key(fields: "${key.fields}"${key.isResolvable ? '' : ', resolvable: false'})`).join('');
      const fields = [...type.fields].map(([fieldName, field]) => `  ${printField(type, fieldName, { ...printing, field })}`).join('\n');
      return `${kind === 'object' ? 'type' : 'interface'} ${name}${around}${keys}${type.isInterfaceObject ? ' @interfaceObject' : ''} {\n${fields}\n}`;
    }
  }
}

function printField(type: DeclaredType, name: string, { shared, hidden, field }: Printing & { readonly field: DeclaredField }): string {
  const coordinate = `${type.name}.${name}`;
  const directives = [
    field.isExternal ? '@external' : '',
    field.requires === undefined ? '' : `@requires(fields: "${field.requires}")`,
    field.provides === undefined ? '' : `@provides(fields: "${field.provides}")`,
    field.override ?? '',
    type.kind === 'object' && !field.isExternal && shared.has(coordinate) && field.requires === undefined ? '@shareable' : '',
    hidden === coordinate ? '@inaccessible' : '',
  ].filter((one) => one !== '');
  return [`${name}${field.args}: ${field.type}`, ...directives].join(' ');
}

/** Composition refuses external fields that nothing speaks of. */
function dropUnused(types: ReadonlyMap<string, DeclaredType>): void {
  const all = [...types.values()];
  const spoken = all.flatMap(({ keys, fields }) => [...keys.map((key) => key.fields), ...[...fields.values()].flatMap((one) => [one.requires, one.provides])]);
  const words = new Set(spoken.join(' ').match(/\w+/g));
  for (const { fields } of all) for (const [name, { isExternal }] of fields) if (isExternal && !words.has(name)) fields.delete(name);
}

function findShared(parts: ReadonlyMap<string, ReadonlyMap<string, DeclaredType>>): ReadonlySet<string> {
  const once = new Set<string>();
  const shared = new Set<string>();
  for (const types of parts.values()) {
    for (const type of types.values()) {
      for (const [name, field] of type.fields) {
        const coordinate = `${type.name}.${name}`;
        if (field.isExternal && field.isProvided !== true) continue;
        if (once.has(coordinate) || field.isProvided === true) shared.add(coordinate);
        once.add(coordinate);
      }
    }
  }
  return shared;
}

function pickHidden(parts: ReadonlyMap<string, ReadonlyMap<string, DeclaredType>>, random: Random): string | undefined {
  const all = [...parts.values()].flatMap((types) =>
    [...types.values()].flatMap((type) => (type.kind === 'object' ? [...type.fields.keys()].map((name) => `${type.name}.${name}`) : [])),
  );
  return all.length === 0 ? undefined : random.pick(all);
}
