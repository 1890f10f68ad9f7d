/** How far into a comment, or out of it, its last characters lead. */
export type CommentText = 'start' | 'start_dash' | 'inside' | 'dash' | 'end' | 'bang';

/** HTML 13.2.5.43 to 13.2.5.52; what is not listed leads inside. */
const NEXT: Readonly<Record<CommentText, Readonly<Record<string, CommentText | 'ended'>>>> = {
  start: { '-': 'start_dash', '>': 'ended' },
  start_dash: { '-': 'end', '>': 'ended' },
  inside: { '-': 'dash' },
  dash: { '-': 'end' },
  end: { '-': 'end', '!': 'bang', '>': 'ended' },
  bang: { '-': 'dash', '>': 'ended' },
};

/** Reads one character more: `-->` ends a comment, and so do `--!>`, `<!-->` and `<!--->`. */
export function readInComment(at: CommentText, character: string): CommentText | 'ended' {
  return NEXT[at][character] ?? 'inside';
}
