import type { Agent, AgentDetail, AgentMetrics, Deployment, Workflow, WorkflowModule } from '../domain/agent.ts';
import { asBoolean, asJson, asList, asNumber, asRecord, asText, asTexts, asTime } from './read-json.ts';

/** Reads an agent as Core lists it; undefined without an id. */
export function readAgent(value: unknown): Agent | undefined {
  const agent = asRecord(value);
  const id = asText(agent['id']);
  if (id === null || id === '') return undefined;
  return {
    id,
    name: asText(agent['name']) ?? id,
    description: asText(agent['description']) ?? '',
    status: asText(agent['status']) ?? 'unknown',
    createdAt: asTime(agent['createdAt']),
    lastUpdated: asTime(agent['lastUpdated']),
  };
}

/** Reads an agent as Core answers it by id; undefined without an id. */
export function readAgentDetail(value: unknown): AgentDetail | undefined {
  const agent = readAgent(value);
  if (agent === undefined) return undefined;
  const raw = asRecord(value);
  return {
    ...agent,
    userId: asText(raw['userId']),
    capabilities: asTexts(raw['capabilities']),
    workflow: readWorkflow(raw['workflow']),
    deployment: readDeployment(raw['deployment']),
    kagentDetails: asJson(raw['kagentDetails']),
  };
}

/** Reads running figures. */
export function readAgentMetrics(value: unknown): AgentMetrics {
  const metrics = asRecord(value);
  return {
    status: asText(metrics['status']),
    uptime: asJson(metrics['uptime']),
    restarts: asNumber(metrics['restarts']),
    memoryUsage: asText(metrics['memoryUsage']),
    cpuUsage: asText(metrics['cpuUsage']),
    lastUpdated: asTime(metrics['lastUpdated']),
  };
}

function readWorkflow(value: unknown): Workflow | null {
  if (value === null || value === undefined) return null;
  const workflow = asRecord(value);
  return {
    id: asText(workflow['id']),
    name: asText(workflow['name']),
    description: asText(workflow['description']),
    requiredModules: asList(workflow['requiredModules']).map(readModule),
    steps: asList(workflow['steps']).map(asJson),
    modelConfig: asJson(workflow['modelConfig']),
    kagentCompatible: asBoolean(workflow['kagentCompatible']),
  };
}

function readModule(value: unknown): WorkflowModule {
  const { name, type, description, kagentTools, available } = asRecord(value);
  return { name: asText(name), type: asText(type), description: asText(description), kagentTools: asJson(kagentTools), available: asBoolean(available) };
}

function readDeployment(value: unknown): Deployment | null {
  if (value === null || value === undefined) return null;
  const { kagentName, namespace, status } = asRecord(value);
  return { kagentName: asText(kagentName), namespace: asText(namespace), status: asText(status) };
}
