/** Why XML cannot be read, in the words of its parser (saxen), and in Russian. */
const faults: Readonly<Record<string, string>> = {
  'attribute value quote missmatch': 'у значения атрибута разные кавычки',
  'close tag': 'лишнее в закрывающем теге',
  'closing tag mismatch': 'закрывающий тег не подходит к открывающему',
  'illegal attribute name char': 'недопустимый знак в имени атрибута',
  'illegal character after attribute end': 'лишнее после значения атрибута',
  'illegal first char attribute name': 'имя атрибута начинается с недопустимого знака',
  'illegal first char nodeName': 'имя элемента начинается с недопустимого знака',
  'invalid nodeName': 'недопустимое имя элемента',
  'missing attribute value': 'у атрибута нет значения',
  'missing attribute value quotes': 'значение атрибута не в кавычках',
  'missing closing quotes': 'нет закрывающей кавычки',
  'missing open tag': 'нет открывающего тега',
  'missing start tag': 'это не XML, нет ни одного элемента',
  'non-whitespace outside of root node': 'текст вне элементов',
  'unclosed cdata': 'раздел CDATA не закрыт',
  'unclosed comment': 'комментарий не закрыт',
  'unclosed question': 'инструкция <? не закрыта',
  'unclosed tag': 'тег не закрыт',
  'unexpected end of file': 'файл обрывается',
};

/** What the XML parser says, in Russian; what it seldom says stays as it is. */
export const xmlFaultInRussian = (reason: string): string =>
  Object.hasOwn(faults, reason) ? (faults[reason] ?? reason) : reason;
