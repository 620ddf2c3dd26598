/** A word of a command line as a shell takes it for one: what a hint names can be typed as it stands, whatever the folder is called. */
export const shellWord = (word: string): string => (/^[\w%+=:,./@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`);
