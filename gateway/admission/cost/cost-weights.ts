import { Kind, parse, type ConstDirectiveNode, type ConstValueNode } from 'graphql';

/** What `@listSize` says of a field. */
export interface ListSize {
  readonly assumedSize?: number;
  /** Arguments, or paths into them (`input.first`), that say how long the list is. */
  readonly slicingArguments?: readonly string[];
  /** Lists inside the field's object that are as long. */
  readonly sizedFields?: readonly string[];
}

/** What a supergraph says of cost, by `Type.field`, `Type.field(argument)` and `Type`. */
export interface CostWeights {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

/** Reads `@cost` and `@listSize` (https://specs.apollo.dev/cost/v0.1), under whatever prefix the supergraph imports them. */
export function readCostWeights(supergraphSdl: string): CostWeights {
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  if (!/@(\w+__)?(cost|listSize)\(/.test(supergraphSdl)) return { weights, listSizes };

  function read(key: string, directives: readonly ConstDirectiveNode[] | undefined): void {
    for (const directive of directives ?? []) {
      const name = directive.name.value.replace(/^\w+__/, '');
      const values = new Map(directive.arguments?.map(({ name: argument, value }) => [argument.value, value]));
      if (name === 'cost') {
        const weight = toNumber(values.get('weight'));
        if (weight !== undefined) weights.set(key, weight);
      }
      if (name === 'listSize') listSizes.set(key, readListSize(values));
    }
  }

  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!('name' in definition) || definition.name === undefined || !('directives' in definition)) continue;
    const type = definition.name.value;
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION) read(type, definition.directives as readonly ConstDirectiveNode[]);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const key = `${type}.${field.name.value}`;
      read(key, field.directives);
      for (const argument of field.arguments ?? []) read(`${key}(${argument.name.value})`, argument.directives);
    }
  }
  return { weights, listSizes };
}

function readListSize(values: ReadonlyMap<string, ConstValueNode>): ListSize {
  const assumedSize = toNumber(values.get('assumedSize'));
  const slicingArguments = toStrings(values.get('slicingArguments'));
  const sizedFields = toStrings(values.get('sizedFields'));
  return {
    ...(assumedSize === undefined ? {} : { assumedSize }),
    ...(slicingArguments === undefined ? {} : { slicingArguments }),
    ...(sizedFields === undefined ? {} : { sizedFields }),
  };
}

function toNumber(value: ConstValueNode | undefined): number | undefined {
  if (value?.kind !== Kind.INT && value?.kind !== Kind.FLOAT && value?.kind !== Kind.STRING) return undefined;
  const number = Number(value.value);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

function toStrings(value: ConstValueNode | undefined): readonly string[] | undefined {
  if (value?.kind !== Kind.LIST) return undefined;
  return value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}
