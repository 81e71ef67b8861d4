import FormsBehavior from 'camunda-bpmn-js-behaviors/lib/camunda-cloud/FormsBehavior';

/**
 * Keeps forms that lie in the diagram. Camunda takes them away from every user task of its own kind as soon as anything
 * of the task is changed; here they are the forms that tasks have (docs/decisions/0037).
 */
export class EmbeddedForms extends FormsBehavior {
  override _registerZeebeUserTaskSupport(): void {
    // Nothing is converted: the engine reads either way to name a form.
  }
}
