/** By what a recipient is known in the record of messages where it is another memorandum. */
const MEMORANDUM = 'memorandum/';

export const memorandumKey = (mou: string): string => `${MEMORANDUM}${mou}`;

/** A memorandum is told of what happens to its kin by an act of its own. */
export const isMemorandum = (recipient: string): boolean => recipient.startsWith(MEMORANDUM);
