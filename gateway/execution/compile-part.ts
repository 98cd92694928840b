import type { CompiledEntities, CompiledPart } from './compiled-plan.ts';
import type { MergeShape } from './merge-shape.ts';
import { addFields, addLink, findSources, type Position } from './position.ts';
import type { RequiredSelection, Rewrite } from './query-plan.ts';
import { toRead } from './read-source.ts';
import { toRequired, toSimpleKeys, type IsReadable } from './required.ts';
import type { PlanStep } from './result-path.ts';
import { toCollect, type WalkStep } from './walk.ts';

/** A part of a call as the plan has it. */
export interface PartSource {
  /** Undefined when the whole answer belongs to the objects. */
  readonly entities: (CompiledEntities & { readonly requires: readonly RequiredSelection[] }) | undefined;
  /** Where its objects stand, each from the root. */
  readonly paths: readonly (readonly PlanStep[])[];
  readonly shape: MergeShape;
  readonly outputRewrites: readonly Rewrite[] | undefined;
}

/** What has happened when a part begins. */
export interface PartStart {
  /** Links that are there to be read. */
  readonly ended: ReadonlySet<symbol>;
  /** True where the plan may not come to it. */
  readonly isConditional: boolean;
}

/** Compiles the parts of one plan in its order, and lets its positions grow by what each brings. */
export interface PartCompiler {
  /** Throws an OverlapError when its answers cannot be linked. */
  compile(source: PartSource, start: PartStart): CompiledPart;
}

/** A path, followed as far as the plan's positions say. */
interface LaidPath {
  readonly steps: readonly WalkStep[];
  /** Where it ends; undefined when no fetch brings anything there. */
  readonly end: Position | undefined;
}

/** Without `nextLink`, answers are merged into the objects. */
export function createPartCompiler(root: Position, nextLink: (() => symbol) | undefined): PartCompiler {
  /** Parts whose entities later fetches can ask more of, by the paths of their objects. */
  const hosts: { readonly paths: string; readonly link: symbol; readonly part: CompiledPart }[] = [];

  function findHost(source: PartSource, laid: readonly LaidPath[], isReadable: IsReadable): { link: symbol; part: CompiledPart } | undefined {
    const keys = source.entities === undefined ? undefined : toSimpleKeys(source.entities.requires);
    if (keys === undefined) return undefined;
    const paths = toText(source.paths);
    return hosts.find((host) => isReadable([host.link]) && host.paths === paths && laid.every(({ end }) => isDecidedBy(host.link, { keys, end, isReadable })));
  }

  return {
    compile(source, { ended, isConditional }) {
      const isReadable: IsReadable = (via) => via.every((link) => ended.has(link));
      const laid = source.paths.map((path) => layPath(root, path, isReadable));
      const host = nextLink === undefined ? undefined : findHost(source, laid, isReadable);
      const { entities } = source;
      const part: CompiledPart = {
        entities,
        places: laid.map(({ steps, end }) => ({
          walk: { steps, link: host?.link },
          collect: toCollect({ steps }),
          required: entities === undefined || end === undefined ? undefined : toRequired(entities.requires, end, isReadable),
        })),
        host: host?.part,
        link: nextLink?.(),
        shape: source.shape,
        responseKeys: [...source.shape.fields.keys()].filter((key) => key !== '__typename'),
        outputRewrites: source.outputRewrites,
      };
      for (const end of new Set(laid.map((path) => path.end))) {
        if (end === undefined) continue;
        if (part.link === undefined) addFields(end, source.shape);
        else addLink(end, { key: part.link, shape: source.shape, host: host?.link, identity: toIdentity(source, end) });
      }
      if (part.link !== undefined && host === undefined && entities !== undefined && !isConditional) {
        hosts.push({ paths: toText(source.paths), link: part.link, part });
      }
      return part;
    },
  };
}

function layPath(root: Position, path: readonly PlanStep[], isReadable: IsReadable): LaidPath {
  let end: Position | undefined = root;
  const steps = path.map(({ key, types }): WalkStep => {
    const sources = key === undefined || end === undefined ? [] : findSources(end, key).filter(({ via, below }) => below !== undefined && isReadable(via));
    if (key !== undefined) end = sources[0]?.below;
    if (types !== undefined && end !== undefined) end.isToldApart = true;
    return { key, types, end, read: toRead(sources) };
  });
  return { steps, end };
}

/** True when all objects that share an entity of the link need the same of another fetch: it can be asked for once for each entity. */
function isDecidedBy(link: symbol, of: { keys: readonly string[]; end: Position | undefined; isReadable: IsReadable }): boolean {
  const { keys, end, isReadable } = of;
  const identity = end?.links.find(({ key }) => key === link)?.identity;
  if (end === undefined || identity === undefined) return false;
  return keys.every((key) => {
    const sources = findSources(end, key).filter(({ via }) => isReadable(via));
    const [only] = sources;
    if (only === undefined || sources.length > 1 || only.below !== undefined) return false;
    return only.via.length === 0 ? identity.has(key) : only.via[0] === link;
  });
}

/** The keys of the objects themselves that are part of what an entity is asked by. */
function toIdentity({ entities }: PartSource, end: Position): ReadonlySet<string> | undefined {
  if (entities === undefined) return undefined;
  const keys = entities.inputRewrites === undefined ? (toSimpleKeys(entities.requires) ?? []) : [];
  return new Set(keys.filter((key) => end.fields.has(key) && findSources(end, key).length === 1));
}

function toText(paths: readonly (readonly PlanStep[])[]): string {
  const texts = paths.map((path) => path.map(({ key = '', types }) => `${key}|${types === undefined ? '' : [...types].join()}`).join('.'));
  return texts.toSorted().join(' ');
}
