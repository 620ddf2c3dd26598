/**
 * XML as it is written: elements, attributes and text, escaped, and nothing else. What is written here needs neither
 * namespaces with prefixes nor comments nor CDATA, so these lines stand in for a builder and its five packages; the tests
 * read every document back with libxml2.
 */
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const legal = (text: string): string => text.replace(ILLEGAL, '\uFFFD');
const escapedText = (text: string): string => legal(text).replace(/[&<>]/g, (mark) => ENTITIES[mark] ?? '');
const escapedValue = (text: string): string => legal(text).replace(/[&<>"\t\n\r]/g, (mark) => ENTITIES[mark] ?? '');

export class Xml {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  toString(): string {
    return this.lines.join('\n');
  }
}

type Attributes = Record<string, string | number | boolean | null | undefined>;
type Child = Xml | string | null | undefined | false;

const opening = (name: string, attributes: Attributes): string => {
  const stated = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined);
  return `<${name}${stated.map(([key, value]) => ` ${key}="${escapedValue(String(value))}"`).join('')}`;
};

/** An element in one line: white space within it counts. */
export const inline = (name: string, attributes: Attributes, ...children: Child[]): Xml => {
  const inner = children.map((child) => (child instanceof Xml ? child.lines.join('') : child ? escapedText(child) : '')).join('');
  return new Xml([inner === '' ? `${opening(name, attributes)}/>` : `${opening(name, attributes)}>${inner}</${name}>`]);
};

/** An element of elements, each on lines of its own. */
export const block = (name: string, attributes: Attributes, ...children: (Xml | null | undefined | false)[]): Xml => {
  const inner = children.flatMap((child) => (child ? child.lines.map((line) => `  ${line}`) : []));
  return new Xml(inner.length === 0 ? [`${opening(name, attributes)}/>`] : [`${opening(name, attributes)}>`, ...inner, `</${name}>`]);
};
