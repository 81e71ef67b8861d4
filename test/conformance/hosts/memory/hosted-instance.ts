import {
  initialState,
  visibleVariables,
  type InstanceState,
  type JobRequest,
  type Json,
  type JournalEntry,
  type Key,
  type Owner,
  type ProcessDefinition,
  type TaskRequest,
} from '../../../../bpmn/index.js';
import type { ElementEvent, InstanceView, OpenIncident, OpenJob, OpenTask } from '../../case-host.js';

interface Asked<T> {
  readonly owner: Owner;
  readonly request: T;
}

interface JobRecord extends Asked<JobRequest> {
  retries: number;
  /** Waits behind an incident. */
  blocked: boolean;
}

/** Who is told about the end of an instance: the instance that called it. */
export interface Parent {
  readonly instance: HostedInstance;
  readonly key: Key;
}

/** One process instance with everything that the engine tables hold about it. */
export class HostedInstance {
  state: InstanceState = initialState;
  ended: InstanceView['state'] = 'active';
  readonly jobs = new Map<Key, JobRecord>();
  readonly tasks = new Map<Key, Asked<TaskRequest>>();
  readonly incidents = new Map<Key, { readonly owner: Owner; readonly type: string }>();
  readonly children = new Map<Key, HostedInstance>();
  readonly events: ElementEvent[] = [];
  readonly flows: string[] = [];
  /** Elements alive now, by element instance. */
  readonly alive = new Map<Key, { readonly elementId: string; readonly counted: boolean }>();
  readonly rootVariables: Record<string, Json> = {};
  /** The element instance of the process itself. */
  root: Key | undefined;

  constructor(
    readonly id: string,
    readonly definition: ProcessDefinition,
    readonly parent: Parent | undefined,
    /** Correlation key of the message that started it; no second one starts with it while this one is alive. */
    readonly startedWith: string | undefined,
  ) {}

  /** Key of something inside the instance that is unique among all instances. */
  global(key: Key): string {
    return `${this.id}/${key}`;
  }

  /** Writes down what happened. */
  record(entry: JournalEntry): void {
    if (entry.type === 'flow') this.flows.push(entry.flow);
    if (entry.type === 'entered') {
      if (entry.scope === null) this.root = entry.key;
      const counted = entry.role !== 'body';
      this.alive.set(entry.key, { elementId: entry.element, counted });
      if (counted) this.happened(entry.element, 'activated');
    }
    if (entry.type === 'completed' || entry.type === 'terminated') {
      const ended = this.alive.get(entry.key);
      this.alive.delete(entry.key);
      if (ended?.counted) this.happened(ended.elementId, entry.type);
    }
  }

  view(): InstanceView {
    return { id: this.id, processId: this.definition.processId, state: this.ended };
  }

  openJobs(): readonly OpenJob[] {
    return [...this.jobs].map(([key, { owner, request, retries, blocked }]) => ({
      key: this.global(key),
      instance: this.id,
      type: request.type,
      elementId: owner.element,
      retries: blocked ? 0 : retries,
      headers: request.headers,
      variables: visibleVariables(this.state, owner.instance),
    }));
  }

  openTasks(): readonly OpenTask[] {
    return [...this.tasks].map(([key, { owner, request }]) => ({
      key: this.global(key),
      instance: this.id,
      elementId: owner.element,
      candidateGroups: request.candidateGroups,
      ...(request.assignee !== undefined && { assignee: request.assignee }),
    }));
  }

  openIncidents(): readonly OpenIncident[] {
    return [...this.incidents].map(([key, { owner, type }]) => ({
      key: this.global(key),
      instance: this.id,
      elementId: owner.element,
      errorType: type,
    }));
  }

  private happened(elementId: string, what: ElementEvent['what']): void {
    this.events.push({ instance: this.id, elementId, what });
  }
}
