import { sayings } from './sayings.js';

/** What the parser of FEEL says, in Russian. */
const say = sayings({
  'the expression is incomplete': 'выражение не закончено',
  'unexpected {text}': 'здесь не может стоять {text}',
  'the expression is longer than {most} characters': 'выражение длиннее {most} знаков',
  'the expression is nested too deeply': 'слишком много вложенных скобок',
});

/** What is wrong with a FEEL expression, in Russian; what nobody has translated stays as it is. */
export const syntaxFaultInRussian = (reason: string): string => say(reason) ?? reason;
