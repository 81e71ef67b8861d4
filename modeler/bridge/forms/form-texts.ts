/** Texts that form-js has in English only, and how they read in Russian. What is wrong with values is said by us. */
const fixed: Readonly<Record<string, string>> = {
  'Date and time must both be entered.': 'Укажите и дату, и время.',
  'No results': 'Ничего не найдено',
  'All values selected': 'Выбрано всё',
  Select: 'Выберите',
  Search: 'Поиск',
};

/** Parts of a date as an empty field shows them: `dd.mm.yyyy`. */
const dateParts: Readonly<Record<string, string>> = { d: 'д', m: 'м', y: 'г', h: 'ч' };

/** A text of form-js in Russian. What the form's author wrote, and what nobody has translated, stays as it is. */
export const formTextInRussian = (text: string): string => {
  if (Object.hasOwn(fixed, text)) return fixed[text] ?? text;
  if (/^[dmyh]+([./: -]+[dmyh]*)+$/.test(text)) return text.replaceAll(/[dmyh]/g, (part) => dateParts[part] ?? part);
  return text;
};
