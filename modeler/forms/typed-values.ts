/** Values of a form by the keys of its fields. */
export type FormValues = Readonly<Record<string, unknown>>;

/** Which values of a form somebody has changed: those that differ from what it was given. */
export const typedValues = (given: FormValues, values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) => JSON.stringify(value ?? null) !== JSON.stringify(given[key] ?? null),
    ),
  );
