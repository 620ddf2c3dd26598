/** In JSON that has been parsed: the strings, and where objects begin and end. */
const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;

/** A name that is there twice in one object means two things, and the next program may read the other one. */
export const repeatedName = (json: string): string | undefined => {
  const open: Set<string>[] = [];
  for (const [token, colon = ''] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== '') {
      const name = JSON.parse(token.slice(0, -colon.length)) as string;
      if (open.at(-1)?.has(name)) return name;
      open.at(-1)?.add(name);
    }
  }
  return undefined;
};
