/** Something that a form does not take. `path`: where it lies in the values. */
export interface FormFault {
  readonly path: readonly (string | number)[];
  readonly detail: string;
}
