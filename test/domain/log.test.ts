/** A log that prints an error as {} hides the only thing that is of interest. */
import { expect, it } from 'vitest';
import { createLogger } from '../../observe/log.ts';

it.each(['err', 'error'])('prints what failed, logged as %s, with its reason and its cause', (name) => {
  const lines: string[] = [];
  const logger = createLogger({ MOU_LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) });
  const error = new Error('The register does not answer', { cause: new Error('ECONNREFUSED 127.0.0.1:5432') });
  logger.error({ [name]: error }, 'Failed');
  expect(lines.join('')).toContain('The register does not answer');
  expect(lines.join('')).toContain('ECONNREFUSED 127.0.0.1:5432');
  expect(lines.join('')).not.toContain('{}');
});
