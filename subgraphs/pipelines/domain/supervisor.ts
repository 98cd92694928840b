import { startHeldWork, type HeldWork, type Hold, type WorkItem } from '../../../platform/lease/held-work.ts';
import type { Leases } from '../../../platform/lease/lease.ts';
import { carryOnRun } from './carry-on-run.ts';
import type { RunningRun } from './pipeline-store.ts';
import type { RunPorts } from './run-session.ts';

/** What background work commits as. */
const PRINCIPAL = 'autoweave-pipelines';

/**
 * Sees to it that every RUNNING run is carried on by exactly one copy of this subgraph; the runs of a pipeline share a
 * lease. `close` stops all runs where they are committed.
 */
export function startSupervisor(ports: RunPorts & { leases: Leases }, options: { instanceId: string }): HeldWork {
  const { store, clock, logger, leases } = ports;

  async function carryOn({ id, pipelineId }: RunItem, { scope, fence, signal, unwanted }: Hold): Promise<void> {
    const [[pipeline], [run], correlationId] = await Promise.all([
      store.pipelines(scope, [pipelineId]),
      store.runs(scope, [id]),
      store.correlationOf(scope, id),
    ]);
    if (pipeline === undefined || run?.state !== 'RUNNING') return;
    await carryOnRun({ scope, pipeline, run, correlationId, fence, signal: AbortSignal.any([signal, unwanted]), ports });
  }

  return startHeldWork({
    list: async () => (await store.runningRuns()).map(toItem),
    work: carryOn,
    leases,
    clock,
    logger,
    instanceId: options.instanceId,
    principal: PRINCIPAL,
  });
}

interface RunItem extends WorkItem {
  readonly id: string;
  readonly pipelineId: string;
}

function toItem({ workspace, pipelineId, runId }: RunningRun): RunItem {
  return { workspace, pipelineId, name: `pipeline/${pipelineId}`, id: runId };
}
