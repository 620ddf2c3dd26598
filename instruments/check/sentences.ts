/** A clause's sentences. A full stop ends one where a capital or a quotation follows: "U.S. and Korean" is one sentence. */
const ENDS = /(?<=[.;:?!]["”’)]?)(?<!\b(?:U\.S|U\.K|No|Art|St|Dr|Mr|Mrs|Ms|R\.O\.K|e\.g|i\.e|[A-Z])\.)\s+(?=["“(]?\p{Lu})|\n+/u;

export const sentencesOf = (text: string): string[] =>
  text
    .split(ENDS)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
