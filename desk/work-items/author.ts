/** Who did something to a work item. */
export interface Author {
  readonly kind: 'requester' | 'staff' | 'system';
  /** As the timeline shows it. */
  readonly name: string;
  /** Who of the staff wrote it down for the requester, as the timeline shows them. */
  readonly recordedBy?: string | undefined;
}
