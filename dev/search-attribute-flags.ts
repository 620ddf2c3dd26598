import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';

const CLI_NAMES = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList', INT: 'Int', DATETIME: 'Datetime' } as const;

/** The workflows' search attributes as the `temporal` CLI names their types. */
export const searchAttributeFlags = Object.fromEntries(Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [name, CLI_NAMES[type]]));
