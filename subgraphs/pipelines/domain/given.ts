/** The member `key`, read, when a value is given, else nothing; to be spread. */
export function given<K extends string, V, R>(key: K, value: V | null | undefined, read: (value: V) => R): { readonly [P in K]?: R } {
  return value === null || value === undefined ? {} : ({ [key]: read(value) } as { readonly [P in K]?: R });
}
