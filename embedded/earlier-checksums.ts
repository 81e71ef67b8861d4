/**
 * What migrations were before the functions were taken out of them (docs/decisions/0014-a-file-for-each-sql-function.md):
 * tables, indexes and data of a database that has one of these are the same.
 */
export const earlierChecksums: Readonly<Record<string, string>> = {
  '0001_init': '0b2b8a8709aae6e69fa02d66c03ad9a7fcd051233cbdd1f68426fdda999b4092',
  '0003_tickets': 'a25b2425c2c028b6f923e9c7623dc3194d6a36df30f07509b1b4278afc205ca2',
  '0005_plans': '810521ff1b92bfe2f286d02c4b7e3b904cb1c0fc1a37736617bf84e82e7366c2',
  '0006_failures': '2366777985ceeedd277a4f5a83b6cbddad7ee5c98a990e3b8d7354a831076a8c',
  '0007_limits': '54f6e895ca68063fa179cec4a324ec24ea8ca19ebde5ac12fe6c5a9e6158801f',
  '0010_people': 'deb42c178dcfd4b574ebde78c0aa047e7b4430ca3e6d6f5cf4d2fd2c0e1493d7',
  '0012_answers': '0f2dd49b6b584dce4fabc574de80975a6c172eb908254eeedf90de91c141d8a5',
};
