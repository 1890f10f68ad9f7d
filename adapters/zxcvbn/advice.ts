/** What zxcvbn's keys say, in words of ours. Keys that it learns later are passed over. */
const WARNINGS: Readonly<Record<string, string>> = {
  straightRow: 'A row of keys is quickly tried.',
  keyPattern: 'A pattern on the keyboard is quickly tried.',
  simpleRepeat: 'One character over and over, like "aaa", adds next to nothing.',
  extendedRepeat: 'A piece over and over, like "abcabc", adds little to the piece.',
  sequences: 'Sequences, like "abc" or "6543", are quickly tried.',
  recentYears: 'Recent years are quickly tried.',
  dates: 'Dates are quickly tried.',
  topTen: 'It is one of the ten most used passwords.',
  topHundred: 'It is one of the hundred most used passwords.',
  common: 'It is a password that many people use.',
  similarToCommon: 'It is much like a password that many people use.',
  wordByItself: 'A single word is quickly tried.',
  namesByThemselves: 'A single name is quickly tried.',
  commonNames: 'Names that many people bear are quickly tried.',
  userInputs: 'It is made of your own name or address.',
};

const SUGGESTIONS: Readonly<Record<string, string>> = {
  anotherWord: 'Add a word or two that are rare.',
  useWords: 'Take several words that do not belong together.',
  noNeed: 'It needs no digits, signs or capital letters.',
  l33t: 'A sign in the place of a letter, like "@" for "a", hardly helps.',
  reverseWords: 'A word written backwards hardly helps.',
  allUppercase: 'Capital letters throughout hardly help.',
  capitalization: 'A capital letter at the beginning hardly helps.',
  dates: 'Leave out dates.',
  recentYears: 'Leave out recent years.',
  associatedYears: 'Leave out years that mean something to you.',
  sequences: 'Leave out sequences.',
  repeated: 'Leave out repeats.',
  longerKeyboardPattern: 'A pattern on the keyboard has to be longer and to turn several times.',
};

/** A sentence on what is wrong, then what zxcvbn makes of it. */
export function messageOf(warning: string | null, suggestions: readonly string[]): string {
  const said = [
    warning === null ? undefined : sentence(WARNINGS, warning),
    ...suggestions.map((suggestion) => sentence(SUGGESTIONS, suggestion)),
  ];
  return ['This password is too easy to guess.', ...said.filter((each) => each)].join(' ');
}

function sentence(sentences: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(sentences, key) ? sentences[key] : undefined;
}
