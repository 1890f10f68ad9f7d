/** The part of mjml that we use; it comes without types. */
declare module 'mjml' {
  export default function mjml2html(
    source: string,
    options: {
      readonly validationLevel: 'strict' | 'soft' | 'skip';
      readonly keepComments: boolean;
      readonly fonts: Readonly<Record<string, string>>;
    },
  ): Promise<{ readonly html: string }>;
}
