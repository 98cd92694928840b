/** A JSON object as subgraphs send it; it may have keys such as `constructor` or `__proto__`. Symbols are ours: what other fetches brought for it. */
export type DataObject = { [key: string]: unknown; [link: symbol]: unknown };

/** True for an object of JSON, which no list and no null is. */
export function isDataObject(value: unknown): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own value under `key`, never what it inherits. JSON has no functions, and what objects inherit are functions, save `__proto__`. */
export function readKey(object: DataObject, key: string): unknown {
  const value = object[key];
  if (typeof value === 'function' || key === '__proto__') return Object.hasOwn(object, key) ? value : undefined;
  return value;
}

/** Sets the object's own value under `key`, never its prototype. */
export function writeKey(object: DataObject, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
