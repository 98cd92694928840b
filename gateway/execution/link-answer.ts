import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { CompiledCall, CompiledEntities, CompiledPart } from './compiled-plan.ts';
import { createPlaceFinder, hasRoomForErrors, reportAnswered, reportFailure, type PlaceFinder } from './fetch-errors.ts';
import { LinkedEntity } from './linked-entity.ts';
import { isDataObject, type DataObject } from './own-property.ts';
import type { Representations } from './representations.ts';
import type { ResponsePath } from './result-path.ts';
import { applyRewrites } from './rewrites.ts';
import type { Run } from './run.ts';
import { isNearerType, typeNameOf } from './type-condition.ts';

/** A part of a call, and who waits for it. */
export interface Asked {
  readonly part: CompiledPart;
  /** Every object that the whole answer belongs to; none for entities, whose representations know. */
  readonly targets: readonly DataObject[];
  /** Undefined when the whole answer belongs to every target. */
  readonly representations: Representations | undefined;
}

interface Answering {
  readonly call: CompiledCall;
  readonly run: Run;
}

/** Gives a part of an answer to the objects that wait for it. Never throws: an answer of a wrong shape is an error of the run. */
export function linkAnswer(answer: Pick<SubgraphAnswer, 'data' | 'errors' | 'isPlain' | 'isShared'>, asked: Asked, { call, run }: Answering): void {
  const { part, targets, representations } = asked;
  const context = { call, part, run };
  if (answer.isPlain !== true) run.isPlain = false;
  if (answer.isShared === true) run.isShared = true;
  run.mayHoldText = true;
  try {
    if (part.entities === undefined || representations === undefined) {
      if (answer.errors !== undefined) reportWhole(answer.errors, asked, context);
      const data = readData(answer, call);
      if (data !== undefined) linkWhole(data, targets, context);
      else run.isRootNull = true;
      return;
    }
    const own = answer.errors === undefined ? [] : ownErrors(answer.errors, part.entities, call);
    if (own.length > 0) reportEntities(own, representations, context);
    const data = readData(answer, call);
    if (data === undefined) return;
    const entities = data[part.entities.alias];
    if ((entities === null || entities === undefined) && own.length > 0) return;
    if (!Array.isArray(entities) || entities.length !== representations.values.length) {
      throw wrongShape(call, `a list of ${representations.values.length} entities`);
    }
    linkEntities(answer.isShared === true ? withOwnObjects(entities) : entities, representations, context);
  } catch (error) {
    reportFailure(error, context);
  } finally {
    // Errors may have been told before this answer was there to be looked through.
    run.mayHoldText = true;
  }
}

interface Context extends Answering {
  readonly part: CompiledPart;
}

function linkWhole(data: DataObject, targets: readonly DataObject[], { part, run }: Context): void {
  if (part.outputRewrites !== undefined) applyRewrites(data, part.outputRewrites, run.setting.matchesType);
  for (const target of targets) give(target, new LinkedEntity(data, target), { part, run });
}

/** What later fetches bring for a reference hangs on the object that came for it: no two references may have the same one. */
function withOwnObjects(entities: readonly unknown[]): readonly unknown[] {
  const given = new Set<unknown>();
  return entities.map((entity) => {
    if (isDataObject(entity) && given.has(entity)) return { ...entity };
    given.add(entity);
    return entity;
  });
}

function linkEntities(entities: readonly unknown[], { values, targets, examples }: Representations, { part, run }: Context): void {
  const linked: LinkedEntity[] = [];
  const { link } = part;
  const tellsTypes = part.shape.fields.has('__typename');
  for (let index = 0; index < entities.length; index += 1) {
    const data = entities[index];
    if (!isDataObject(data)) continue;
    if (part.outputRewrites !== undefined) {
      const typeName = typeNameOf(data) ?? values[index]?.['__typename'];
      applyRewrites(Object.assign(data, { __typename: typeName }), part.outputRewrites, run.setting.matchesType);
    }
    const entity = new LinkedEntity(data, examples[index] ?? data);
    linked.push(entity);
    for (const target of targets[index] ?? []) {
      if (link !== undefined && !tellsTypes) target[link] = entity;
      else give(target, entity, { part, run });
    }
  }
  run.entities.set(part, linked);
}

function give(target: DataObject, entity: LinkedEntity, { part, run }: Pick<Context, 'part' | 'run'>): void {
  const { setting } = run;
  if (part.link === undefined) {
    setting.mergeInto(target, entity.data, part.shape);
    return;
  }
  target[part.link] = entity;
  const typeName = entity.data['__typename'];
  if (typeof typeName !== 'string' || typeName === target['__typename'] || !part.shape.fields.has('__typename')) return;
  if (isNearerType(target['__typename'], typeName, setting.isConcreteType)) target['__typename'] = typeName;
}

/** What an answer's errors say of one of its fields of entities. Errors without a place concern every one. */
function ownErrors(errors: readonly SubgraphError[], { alias }: CompiledEntities, { parts }: CompiledCall): readonly SubgraphError[] {
  if (parts.length === 1) return errors;
  return errors.filter(({ path }) => path?.[0] === undefined || path[0] === alias);
}

function reportWhole(errors: readonly SubgraphError[], { targets }: Asked, context: Context): void {
  const finder = createPlaceFinder(context);
  for (const error of errors) {
    if (!hasRoomForErrors(context.run)) return;
    const { path = [] } = error;
    const paths = path.length === 0 ? [] : targets.flatMap((target) => finder.find(target).map((place) => [...place, ...path]));
    reportAnswered(error, { ...context, paths, finder });
  }
}

function reportEntities(errors: readonly SubgraphError[], { targets }: Representations, context: Context): void {
  const finder = createPlaceFinder(context);
  for (const error of errors) {
    if (!hasRoomForErrors(context.run)) return;
    reportAnswered(error, { ...context, finder, paths: toEntityPaths(error, targets, { finder, alias: context.part.entities?.alias }) });
  }
}

/** The field, an index and the rest, turned into the rest below each place of the objects that waited for that entity. */
function toEntityPaths(error: SubgraphError, targets: Representations['targets'], of: { finder: PlaceFinder; alias: string | undefined }): ResponsePath[] {
  const [field, index, ...rest] = error.path ?? [];
  if (field !== of.alias || typeof index !== 'number') return [];
  const waiting = new Set(targets[index] ?? []);
  return [...waiting].flatMap((target) => of.finder.find(target)).map((place) => [...place, ...rest]);
}

function readData(answer: Pick<SubgraphAnswer, 'data' | 'errors'>, call: CompiledCall): DataObject | undefined {
  const { data, errors } = answer;
  if (isDataObject(data)) return data;
  if ((data === null || data === undefined) && errors !== undefined && errors.length > 0) return undefined;
  throw wrongShape(call, 'an object under `data`');
}

function wrongShape({ service }: CompiledCall, expected: string): CodedError {
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${service} did not answer with ${expected}`);
}
