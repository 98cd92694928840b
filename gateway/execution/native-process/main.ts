/**
 * Where the native planner runs. A fault in it ends the whole process that it is in, and some operations keep it for ever: so it has
 * a process of its own, which ends with its parent, when it has nothing to do, and when one operation takes too long.
 */
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { IDLE_EXIT_CODE, type FromProcess, type NativeRequest, type PlanningLimits, type ToProcess } from './messages.ts';

/** An orderly exit waits for the thread that plans. */
function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function send(message: FromProcess): void {
  process.send?.(message);
}

function serve(): void {
  let planner: QueryPlanner | undefined;
  let limits: PlanningLimits = { idleMs: 0, planMs: 0 };
  let busy = 0;
  let idle: NodeJS.Timeout | undefined;

  function rest(): void {
    clearTimeout(idle);
    if (busy === 0) idle = setTimeout(() => process.exit(IDLE_EXIT_CODE), limits.idleMs);
  }

  function open(sdl: string): void {
    try {
      planner = new QueryPlanner(sdl);
      send({ kind: 'opened' });
    } catch (error) {
      send({ kind: 'refused', reason: toReason(error) });
    }
  }

  async function plan(id: number, { query, operationName, labels, percentage }: NativeRequest): Promise<void> {
    busy += 1;
    const tooLong = setTimeout(() => die(), limits.planMs);
    try {
      if (planner === undefined) throw new Error('there is no planner');
      send({ kind: 'planned', id, plan: await planner.planAsync(query, operationName, new Set(labels), percentage) });
    } catch (error) {
      send({ kind: 'failed', id, reason: toReason(error) });
    }
    clearTimeout(tooLong);
    busy -= 1;
    rest();
  }

  process.on('disconnect', die);
  process.on('message', (message: ToProcess) => {
    if (message.kind === 'open') {
      limits = message.limits;
      open(message.sdl);
      rest();
    } else {
      clearTimeout(idle);
      void plan(message.id, message.request);
    }
  });
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

serve();
