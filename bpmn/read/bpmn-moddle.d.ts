/** bpmn-moddle has no typings for its entry point; this is the part that we use. `node.ts` types the results. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    /** @param packages extensions of the BPMN schema, by prefix */
    constructor(packages?: Readonly<Record<string, unknown>>);
    fromXML(xml: string): Promise<{ readonly rootElement: unknown; readonly warnings: unknown }>;
  }
}
