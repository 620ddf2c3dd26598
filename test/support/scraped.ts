/** What a worker tells Prometheus. */

export type Sample = { name: string; labels: Record<string, string>; value: number };

export type Scraped = {
  text: string;
  type: string;
  samples: Sample[];
  /** Of the first series of that name with these labels; undefined where there is none. */
  value: (name: string, labels?: Record<string, string>) => number | undefined;
};

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [name, value]));

export const samplesIn = (text: string): Sample[] =>
  text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
    return name === undefined || line.startsWith('#') ? [] : [{ name, labels: labelsOf(labels), value: Number(value) }];
  });

export const scraped = async (url: string): Promise<Scraped> => {
  const response = await fetch(`${url}/metrics`);
  const text = await response.text();
  const samples = samplesIn(text);
  const value: Scraped['value'] = (name, labels = {}) =>
    samples.find((one) => one.name === name && Object.entries(labels).every(([label, wanted]) => one.labels[label] === wanted))?.value;
  return { text, type: response.headers.get('content-type') ?? '', samples, value };
};
