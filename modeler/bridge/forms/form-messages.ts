/** Texts of form-js, which it only has in English, and how they read in Russian. */
const fixed: Readonly<Record<string, string>> = {
  'Field is required.': 'Заполните это поле.',
  'Field must be a valid  international phone number. (e.g. +4930664040900)':
    'Укажите телефон в международном виде, например +74951234567.',
  'Field must be a valid email.': 'Укажите адрес электронной почты, например user@example.org.',
  'Value is not a number.': 'Нужно число.',
  'Value is expected to be an integer.': 'Нужно целое число.',
  'Min validation value is not a valid number.': 'В форме неверно задано наименьшее значение.',
  'Max validation value is not a valid number.': 'В форме неверно задано наибольшее значение.',
  'Date and time must both be entered.': 'Укажите и дату, и время.',
  'No results': 'Ничего не найдено',
  'All values selected': 'Выбрано всё',
  Select: 'Выберите',
  Search: 'Поиск',
};

/** Parts of a date as an empty field shows them: `dd.mm.yyyy`. */
const dateParts: Readonly<Record<string, string>> = { d: 'д', m: 'м', y: 'г', h: 'ч' };

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^Field must match pattern (.+)\.$/, 'Значение не подходит под шаблон $1.'],
  [/^Field must have minimum value of (.+)\.$/, 'Наименьшее значение: $1.'],
  [/^Field must have maximum value of (.+)\.$/, 'Наибольшее значение: $1.'],
  [/^Field must have minimum length of (.+)\.$/, 'Знаков не меньше: $1.'],
  [/^Field must have maximum length of (.+)\.$/, 'Знаков не больше: $1.'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, 'Знаков после запятой не больше: $1.'],
  [
    /^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/,
    'Такое значение не подходит; ближайшие подходящие: $1 и $2.',
  ],
];

/** A text of form-js in Russian. What the form's author wrote, and what nobody has translated, stays as it is. */
export const formMessageInRussian = (text: string): string => {
  if (Object.hasOwn(fixed, text)) return fixed[text] ?? text;
  if (/^[dmyh]+([./: -]+[dmyh]*)+$/.test(text)) return text.replaceAll(/[dmyh]/g, (part) => dateParts[part] ?? part);
  const found = patterns.find(([pattern]) => pattern.test(text));
  return found === undefined ? text : text.replace(...found);
};
