/** The search attributes that the workflows set must be known to the namespace, or their tasks fail. */
import { SearchAttributeType } from '@temporalio/common';
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;

const TYPES = {
  [SearchAttributeType.KEYWORD]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SearchAttributeType.KEYWORD_LIST]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  [SearchAttributeType.INT]: IndexedValueType.INDEXED_VALUE_TYPE_INT,
  [SearchAttributeType.DATETIME]: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

/** `has`: the type that one of that name has, where that is another one. */
type Missing = { name: string; type: number; has?: number };

export const missingSearchAttributes = async (connection: Connection, namespace: string): Promise<Missing[]> => {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.values(SEARCH_ATTRIBUTES).flatMap(({ name, type }) => {
    const has = customAttributes?.[name] ?? undefined;
    return has === TYPES[type] ? [] : [{ name, type: TYPES[type], ...(has !== undefined && { has }) }];
  });
};

/** Registers those that are missing. Throws where the namespace does not allow it: then an operator has to. */
export const registerSearchAttributes = async (connection: Connection, namespace: string): Promise<string[]> => {
  const missing = (await missingSearchAttributes(connection, namespace)).filter(({ has }) => has === undefined);
  if (missing.length === 0) return [];
  const searchAttributes = Object.fromEntries(missing.map(({ name, type }) => [name, type]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  return missing.map(({ name }) => name);
};
