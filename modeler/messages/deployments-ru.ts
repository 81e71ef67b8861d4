/** What the server finds in deployments beside the deploy checks (`api/features/v2/deployments`), in Russian. */
export const deploymentsRu: Readonly<Record<string, string>> = {
  'unsupported-resource': 'Развернуть можно только файлы BPMN; другие виды файлов пока не поддерживаются.',
  'duplicate-process': 'Процесс {process} есть в этом развёртывании ещё раз: {where}.',
  'unknown-calendar': 'Нет календаря «{calendar}».',
};
