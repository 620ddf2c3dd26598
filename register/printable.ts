/** What JSON can say and a text of PostgreSQL's cannot. */
export const printable = (text: string): string => text.replaceAll('\0', ' ').replaceAll(/\p{Surrogate}/gu, '\ufffd');
