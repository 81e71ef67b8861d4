/** Something that a person fills in to complete a task. */
export interface FilledForm {
  /** The variables to hand over; undefined: something is wrong, and the form shows what. */
  read(): Readonly<Record<string, unknown>> | undefined;
}
