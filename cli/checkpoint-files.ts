/** The files of a checkpoint, by its own path. */

/** Where the heads of a checkpoint are, unless they are elsewhere. */
export const headsBeside = (checkpointPath: string): string => checkpointPath.replace(/(\.json)?$/, '.heads.json');
export const extractBeside = (checkpointPath: string, mou: string): string => checkpointPath.replace(/(\.json)?$/, `.extract.${mou}.json`);
