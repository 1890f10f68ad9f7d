import type { Readable } from 'node:stream';

/** What composes a mail's text: nodemailer's `MimeNode`. */
interface TextSource<Options> {
  createReadStream(options?: Options): Readable;
}

/**
 * Watches whether a mail's text has begun to go out. nodemailer reads it once the server has
 * accepted sender and recipient and has answered DATA; before that, nothing can have been
 * delivered, whatever went wrong. A mail that is tried on a second connection is read anew.
 */
export class TextWatch {
  readonly #streams: Readable[] = [];
  /** Whether it had begun when it was stopped. */
  #begun: boolean | null = null;

  /**
   * Whether a byte of it has left. Reading after the stop is none: nodemailer before 10.1 reads
   * what was refused, to throw it away.
   */
  get begun(): boolean {
    return this.#begun ?? this.#streams.some((stream) => stream.readableDidRead);
  }

  watch<Options>(message: TextSource<Options>): void {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = create(options);
      this.#streams.push(stream);
      // Who reads it hears of the end; where nobody reads it, the end must not end the process.
      stream.on('error', () => {});
      if (this.#begun !== null) hangUp(stream);
      return stream;
    };
  }

  /**
   * Sees to it that what has not begun never does: a mail that is given up on may wait in line.
   *
   * @param state.failed - whether nodemailer has failed it already. Before 10.1 its pool takes one
   *   error for a connection; a second one would end the process
   */
  stop(state: { readonly failed: boolean }): void {
    if (this.#begun !== null) return;
    this.#begun = this.begun;
    for (const stream of this.#streams) {
      if (stream.readableDidRead) continue;
      if (state.failed) stream.destroy();
      else hangUp(stream);
    }
  }
}

/** The error makes nodemailer hang up, also before 10.5, where it knows no signals. */
function hangUp(stream: Readable): void {
  stream.destroy(new Error('The mail was given up on.'));
}
