/** The official schema of Akoma Ntoso 3.0, applied by libxml2. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, type XmlElement, XmlValidateError, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { fsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

const SCHEMA = join(import.meta.dirname, 'akomantoso30.xsd');
xmlRegisterInputProvider(fsInputProviders);

export const schemaHash = (): string => createHash('sha256').update(readFileSync(SCHEMA)).digest('hex');

const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(SCHEMA), { url: SCHEMA }));

/** What the schema has against the document; empty where it is valid. Throws where it is not well-formed. */
export const faultsOf = (xml: string): string[] => {
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ line, message }) => `${line}: ${message.trim()}`);
    throw error;
  } finally {
    document.dispose();
  }
};

/** Texts or attribute values found by an XPath, in which the prefix `a` is Akoma Ntoso's namespace. */
export const found = (xml: string, path: string): string[] => {
  const document = XmlDocument.fromString(xml);
  try {
    return document.find(path, { a: 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0' }).map((node) => (node as XmlElement).content);
  } finally {
    document.dispose();
  }
};
