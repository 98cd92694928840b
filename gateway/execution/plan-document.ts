import { Kind, print, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type FieldNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

/** An operation as the planner gets it, and where each of the client's fields is found in what the subgraphs bring. */
export interface PlanDocument {
  readonly document: DocumentNode;
  /** The key in the merged data for a field of the client's document. */
  keyOf(field: FieldNode): string;
}

/**
 * Gives every field a key that says what it is: its own name, or a number and its name when it can take arguments. What the
 * planner adds by itself (keys and required fields, under their own names) then never meets a client's alias or another
 * choice of arguments, and a field asked for under two aliases is fetched once. Fields of a mutation's root keep the client's
 * response names: each is an act of its own.
 */
export function toPlanDocument(schema: GraphQLSchema, document: DocumentNode, definition: OperationDefinitionNode): PlanDocument {
  const keys = new Map<FieldNode, string>();
  const numbers = new Map<string, number>();
  const typeInfo = new TypeInfo(schema);

  function chooseKey(field: FieldNode): string {
    const responseName = field.alias?.value ?? field.name.value;
    if (typeInfo.getParentType() === schema.getMutationType()) return responseName;
    const takesArguments = (typeInfo.getFieldDef()?.args.length ?? 0) > 0;
    const directives = (field.directives ?? []).filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
    if (field.name.value.startsWith('__') || (!takesArguments && directives.length === 0)) return field.name.value;
    const asked = [field.name.value, ...(field.arguments ?? []).map(print).toSorted(), ...directives.map(print)].join(' ');
    const number = numbers.get(asked) ?? numbers.size;
    numbers.set(asked, number);
    return `_${number}_${field.name.value}`;
  }

  const definitions = document.definitions.filter((node) => node === definition || node.kind === Kind.FRAGMENT_DEFINITION);
  const renamed: DocumentNode = visit(
    { kind: Kind.DOCUMENT, definitions },
    visitWithTypeInfo(typeInfo, {
      Field(field): FieldNode {
        const key = chooseKey(field);
        keys.set(field, key);
        const { alias: _responseName, ...rest } = field;
        return key === field.name.value ? rest : { ...rest, alias: { kind: Kind.NAME, value: key } };
      },
    }),
  );
  return { document: renamed, keyOf: (field) => keys.get(field) ?? field.alias?.value ?? field.name.value };
}
