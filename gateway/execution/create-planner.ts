import { BREAK, isObjectType, visit, type ConstDirectiveNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import { loadNativePlanner } from './native-planner.ts';
import { PlannerEndedError } from './native-process/native-process.ts';
import type { Planner } from './planner.ts';
import type { PlannerName } from './query-plan.ts';

/** Which planner is wanted. */
export interface PlannerOptions {
  /** `native` means the native planner where it can, and Apollo's for the rest. */
  readonly choice: PlannerName;
  readonly logger: Logger;
  /** Loads the native planner; replaced in tests. */
  readonly loadNative?: (supergraph: Supergraph) => Promise<Planner>;
}

/**
 * The planner of one supergraph. Each is loaded with the first operation that needs it. Where the native one has no binary,
 * does not take the supergraph, ends or fails at an operation or plans it with a gap, Apollo's plans instead, and the log says so; a
 * supergraph whose fields take arguments from contexts, or whose unlike requirements cannot be kept apart by stand-ins, is Apollo's
 * alone, and so are operations with directives for subgraphs.
 */
export function createPlanner(supergraph: Supergraph, options: PlannerOptions): Planner {
  const { choice, logger, loadNative = loadNativePlanner } = options;
  const apollo = createApolloPlanner(supergraph);
  // A native planner that is confused by unlike requirements ends its process.
  if (choice === 'apollo' || supergraph.lacksStandIns || takesArgumentsFromContext(supergraph.fullSchema)) return apollo;

  let loading: Promise<Planner | undefined> | undefined;
  async function tryLoad(): Promise<Planner | undefined> {
    try {
      return await loadNative(supergraph);
    } catch (error) {
      logger.warn({ reason: toReason(error) }, "the native query planner cannot be used; Apollo's plans instead");
      return undefined;
    }
  }

  return {
    async plan(request) {
      if (bearsDirectives(request.document)) return apollo.plan(request);
      loading ??= tryLoad();
      const native = await loading;
      if (native === undefined) return apollo.plan(request);
      try {
        return await native.plan(request);
      } catch (error) {
        const told = { reason: toReason(error) };
        if (error instanceof PlannerEndedError) logger.warn(told, "the native query planner did not live through an operation; Apollo's plans it");
        else logger.debug(told, "the native query planner cannot plan an operation; Apollo's plans it");
        return apollo.plan(request);
      }
    },
  };
}

/** The native planner leaves them out. */
function bearsDirectives(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, {
    Directive() {
      isFound = true;
      return BREAK;
    },
  });
  return isFound;
}

/** The native planner plans as if `@fromContext` were not there. */
function takesArgumentsFromContext(fullSchema: GraphQLSchema): boolean {
  return Object.values(fullSchema.getTypeMap()).some(
    (type) => isObjectType(type) && Object.values(type.getFields()).some(({ astNode }) => (astNode?.directives ?? []).some(hasContextArguments)),
  );
}

function hasContextArguments({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  return name.value === 'join__field' && given.some((argument) => argument.name.value === 'contextArguments');
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
