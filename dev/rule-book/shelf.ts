/** The instruments that come with the engine, each with the shape that its file says it is of. */
import { readFile } from 'node:fs/promises';
import { listInstruments, pathOfInstrument } from '../../instruments/index.ts';

/** The comment at the head of the file, its first paragraph: up to the first line that is no comment. */
const shapeOf = (file: string): string => {
  const lines = file.split('\n').filter((line) => !line.includes('yaml-language-server'));
  const comment = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
  const [first = ''] = comment
    .map((line) => line.slice(1).trim())
    .join(' ')
    .split(/(?<=\.) (?=[A-Z])/);
  return first;
};

export const shelf = async (): Promise<{ id: string; shape: string }[]> =>
  await Promise.all(
    listInstruments().map(async (id) => ({
      id,
      shape: shapeOf(await readFile(pathOfInstrument(id), 'utf8')),
    })),
  );
