/**
 * An element of a diagram as bpmn-moddle read it. The properties are those of the BPMN 2.0 schema (and of our and Zeebe's
 * extensions) that the readers look at; references are resolved to the element meant.
 */
export interface BpmnNode {
  /** Prefixed type name: `bpmn:ServiceTask`, `zeebe:TaskDefinition`. */
  readonly $type: string;
  readonly $parent?: BpmnNode;
  readonly id?: string;
  readonly name?: string;
  readonly extensionElements?: { readonly values?: readonly ExtensionNode[] };

  readonly rootElements?: readonly BpmnNode[];
  readonly isExecutable?: boolean;
  readonly flowElements?: readonly BpmnNode[];
  readonly triggeredByEvent?: boolean;

  readonly sourceRef?: BpmnNode;
  readonly targetRef?: BpmnNode;
  readonly conditionExpression?: FormalExpression;
  readonly default?: BpmnNode;

  readonly eventDefinitions?: readonly BpmnNode[];
  readonly eventDefinitionRef?: readonly BpmnNode[];
  readonly attachedToRef?: BpmnNode;
  readonly cancelActivity?: boolean;
  readonly isInterrupting?: boolean;
  readonly messageRef?: BpmnNode;
  readonly errorRef?: BpmnNode;
  readonly errorCode?: string;
  readonly timeDate?: FormalExpression;
  readonly timeDuration?: FormalExpression;
  readonly timeCycle?: FormalExpression;

  readonly loopCharacteristics?: BpmnNode;
  readonly isSequential?: boolean;
  readonly loopCardinality?: FormalExpression;
  readonly completionCondition?: FormalExpression;
  readonly behavior?: string;
  readonly complexBehaviorDefinition?: readonly BpmnNode[];
  readonly isForCompensation?: boolean;
  readonly startQuantity?: number;
  readonly completionQuantity?: number;
  readonly instantiate?: boolean;
  readonly eventGatewayType?: string;

  readonly clause?: string;
  readonly status?: string;
  readonly assignedStatus?: string;
  readonly keepsAssignee?: boolean;
  readonly milestoneStart?: string;
  readonly milestoneMet?: string;
  readonly milestone?: string;
  readonly phase?: string;
  readonly calendar?: string;
  readonly unit?: string;
  readonly errorCodeVariable?: string;
  readonly errorMessageVariable?: string;
}

/** An expression element: its text. */
export interface FormalExpression {
  readonly body?: string;
}

/** A child of `extensionElements`: attributes and lists of the Zeebe and Reglament schemas. */
export interface ExtensionNode {
  readonly $type: string;
  readonly id?: string;
  readonly body?: string;
  readonly type?: string;
  readonly retries?: string;
  readonly values?: readonly { readonly key?: string; readonly value?: string }[];
  readonly listeners?: readonly unknown[];
  readonly inputParameters?: readonly ParameterNode[];
  readonly outputParameters?: readonly ParameterNode[];
  readonly correlationKey?: string;
  readonly inputCollection?: string;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  readonly processId?: string;
  readonly bindingType?: string;
  readonly versionTag?: string;
  readonly propagateAllChildVariables?: boolean;
  readonly propagateAllParentVariables?: boolean;
  readonly expression?: string;
  readonly resultVariable?: string;
  readonly assignee?: string;
  readonly candidateGroups?: string;
  readonly candidateUsers?: string;
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly priority?: string;
  readonly formId?: string;
  readonly formKey?: string;
  readonly externalReference?: string;
  readonly value?: string;
  readonly taskQueue?: string;
  readonly activity?: string;
  readonly timeout?: string;
  readonly heartbeat?: string;
  readonly label?: string;
  readonly roles?: string;
  readonly form?: string;
}

export interface ParameterNode {
  readonly source?: string;
  readonly target?: string;
}

/** Something bpmn-moddle could not make sense of. */
export interface ReadingWarning {
  readonly message: string;
  readonly element?: BpmnNode;
  /** Prefixed name of the property concerned. */
  readonly property?: string;
  readonly value?: string;
}

/** The first extension element of a type. */
export const extension = (node: BpmnNode | undefined, type: string): ExtensionNode | undefined =>
  node?.extensionElements?.values?.find((value) => value.$type === type);
