import { readDiagram } from '../../../../bpmn/deploy.js';
import type { Json, JsonObject } from '../../../../bpmn/index.js';
import { processInstanceKey, type Answer, type CompiledFile } from '../../../../engine/index.js';
import type { Store } from '../../../../desk/index.js';
import { NotSupported, type CaseHost, type Deployment, type Model, type View } from '../../case-host.js';
import { deploymentRefusal } from '../refusal.js';
import type { Production } from './production.js';
import { readView } from './view.js';

/** When the test clock starts: any instant will do. */
const BEGINNING = new Date('2025-01-15T09:00:00Z');

/** The production host for one case: empty, its clock pinned. */
export async function createTemporalHost(production: Production): Promise<CaseHost> {
  await production.store.engine.clock.pin(BEGINNING);
  return new TemporalHost(production);
}

/** Commands that the engine refuses or that came too late become errors that say why. */
async function expectTaken(answer: Promise<Answer>): Promise<void> {
  const given = await answer;
  if (given.answer === 'refused' || given.answer === 'lost') throw new Error(given.reason);
}

class TemporalHost implements CaseHost {
  private readonly store: Store;

  constructor(private readonly production: Production) {
    this.store = production.store;
  }

  async deploy(models: readonly Model[]): Promise<Deployment> {
    const files: CompiledFile[] = [];
    for (const { name, text } of models.filter((model) => model.name.endsWith('.bpmn'))) {
      const { processes, findings } = await readDiagram(text);
      const refusal = deploymentRefusal(name, findings);
      if (refusal) return refusal;
      files.push({ file: { name, content: new TextEncoder().encode(text) }, processes });
    }
    if (files.length > 0) await this.store.engine.deploy(files, undefined);
    return { deployed: true };
  }

  async start(processId: string, variables: JsonObject) {
    const started = await this.store.engine.start({ definition: { processId }, variables });
    if (started.answer === 'refused') return { started: false as const, reason: started.reason };
    return { started: true as const, instance: started.processInstanceKey.toString() };
  }

  /** As a worker does it: activated first, when the oldest job of its type is meant. */
  completeJob(key: string, variables: JsonObject): Promise<void> {
    return expectTaken(this.store.engine.completeJob(BigInt(key), variables));
  }

  failJob(key: string, retries: number, message: string): Promise<void> {
    return expectTaken(this.store.engine.failJob(BigInt(key), { retries, message, backOffMs: 0, variables: {} }));
  }

  updateJobRetries(key: string, retries: number): Promise<void> {
    return expectTaken(this.store.engine.updateJob(BigInt(key), { retries }));
  }

  throwError(key: string, code: string, variables: JsonObject): Promise<void> {
    return expectTaken(this.store.engine.throwJobError(BigInt(key), { code, message: '', variables }));
  }

  completeTask(key: string, variables: JsonObject): Promise<void> {
    return expectTaken(this.store.engine.completeTask(BigInt(key), variables));
  }

  async publishMessage(message: Parameters<CaseHost['publishMessage']>[0]): Promise<void> {
    const published = await this.store.engine.publish(message);
    if (published.answer === 'refused') throw new Error(published.reason);
  }

  broadcastSignal(): Promise<void> {
    return Promise.reject(new NotSupported('Signals cannot be broadcast yet.'));
  }

  async setVariables(
    instance: string,
    variables: Readonly<Record<string, Json>>,
    at: { readonly elementId?: string; readonly local: boolean },
  ): Promise<void> {
    const scope = at.elementId === undefined ? BigInt(instance) : await this.activeElement(instance, at.elementId);
    return expectTaken(this.store.engine.setVariables(scope, variables, at.local));
  }

  resolveIncident(key: string): Promise<void> {
    return expectTaken(this.store.engine.resolveIncident(BigInt(key)));
  }

  cancel(instance: string): Promise<void> {
    return expectTaken(this.store.engine.cancel(BigInt(instance)));
  }

  async now(): Promise<number> {
    return (await this.store.engine.clock.now()).getTime();
  }

  async advanceTo(instant: number): Promise<void> {
    const moved = await this.store.engine.clock.pin(new Date(instant));
    if (moved.answer === 'refused') throw new Error(moved.reason);
  }

  async settle(): Promise<View> {
    await this.store.waitUntilIdle();
    return readView(this.store.prisma);
  }

  async close(): Promise<void> {
    const verification = await this.store.verify();
    await this.production.empty();
    const fault = verification.faults[0];
    if (fault) throw new Error(`the checker found: instance ${fault.instance}: ${fault.fault}`);
  }

  private async activeElement(instance: string, elementId: string): Promise<bigint> {
    const rows = await this.store.prisma.elementInstance.findMany({
      where: { elementId, state: 'active' },
      orderBy: { key: 'asc' },
    });
    const found = rows.find((row) => processInstanceKey(row.instance).toString() === instance);
    if (!found) throw new Error(`no active instance of the element ${elementId}`);
    return found.key;
  }
}
