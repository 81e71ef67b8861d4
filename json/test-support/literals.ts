import fc from 'fast-check';

const digits = (least: number, most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789', '0', '0', '9'), minLength: least, maxLength: most });

const whole = fc.oneof(
  fc.constant('0'),
  fc.tuple(fc.constantFrom(...'123456789'), digits(0, 24)).map((parts) => parts.join('')),
);
const fraction = fc.oneof(
  fc.constant(''),
  digits(1, 30).map((text) => `.${text}`),
);
const power = fc.oneof(
  fc.constant(''),
  fc
    .tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.integer({ min: 0, max: 350 }))
    .map((parts) => parts.join('')),
);

/** Long and short decimals, near and far from what a double keeps, and doubles as they print themselves. */
export const anyLiteral: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(fc.constantFrom('', '-'), whole, fraction, power).map((parts) => parts.join('')),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String),
);

const blank = fc.constantFrom('', '', '', ' ', '\n', '\t  ');

/** What looks like numbers and is none. */
const anyString = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'0123456789.,:[]{}eE+-"\\ \n'), maxLength: 60 }),
    anyLiteral,
    anyLiteral.map((literal) => `{"a": [${literal}, ${literal}]}`),
    fc.string({ unit: 'binary' }),
  )
  .map((text) => JSON.stringify(text));

/** JSON texts with `anyLiteral` as numbers, with and without blanks. */
export const anyJsonText: fc.Arbitrary<string> = fc
  .letrec<{ value: string; list: string; object: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      anyLiteral,
      anyString,
      fc.constantFrom('true', 'false', 'null', '[]', '{}', '[ ]'),
      tie('list'),
      tie('object'),
    ),
    list: fc
      .array(fc.tuple(blank, tie('value'), blank), { maxLength: 6 })
      .map((items) => `[${items.map((item) => item.join('')).join(',')}]`),
    object: fc
      .array(fc.tuple(blank, anyString, blank, fc.constant(':'), blank, tie('value'), blank), { maxLength: 6 })
      .map((members) => `{${members.map((member) => member.join('')).join(',')}}`),
  }))
  .value.chain((text) => fc.tuple(blank, fc.constant(text), blank).map((parts) => parts.join('')));
