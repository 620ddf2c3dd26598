export { memorandum } from './memorandum.ts';
