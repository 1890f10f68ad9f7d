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
  #stopped = false;

  /** Whether a byte of it has left. */
  get begun(): boolean {
    return this.#streams.some((stream) => stream.readableDidRead);
  }

  watch<Options>(message: TextSource<Options>): void {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = create(options);
      this.#streams.push(stream);
      if (this.#stopped) stream.destroy();
      return stream;
    };
  }

  /** Sees to it that what has not begun never does: a mail that is given up on may wait in line. */
  stop(): void {
    this.#stopped = true;
    for (const stream of this.#streams) if (!stream.readableDidRead) stream.destroy();
  }
}
