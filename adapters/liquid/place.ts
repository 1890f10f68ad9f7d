/** Where in the HTML an output stands, as far as that says what may come out there. */
export type Place =
  /** Where markup counts. */
  | 'text'
  /** The same to those who read a conditional comment or a `noscript`; the others see none of it. */
  | 'conditional'
  | 'comment'
  /** Where no tag begins: the text of a `title`, a declaration. */
  | 'plain'
  /** The value of an attribute, in its quotes. */
  | 'quoted'
  /** The beginning of a URL, which says where it leads. */
  | 'url'
  /** Further on in a URL, of which nobody knows yet where it leads. */
  | 'in_url'
  | 'style'
  /** Where HTML has no way to escape anything. */
  | 'script'
  /** In a tag, and not in the quotes of a value. */
  | 'in_tag'
  /** After something that is read in more than one way. */
  | 'lost';
