import { html } from 'hono/html';
import { adminPage } from './admin/admin.js';
import type { AdminProps } from './admin/props.js';
import { type ChangeProps, changePage } from './change.js';
import { type CheckMailProps, checkMailPage } from './check-mail.js';
import { type CodeProps, codePage } from './code.js';
import { type DisavowProps, disavowPage } from './disavow.js';
import { type FinishedProps, finishedPage } from './finished.js';
import { type ForgotProps, forgotPage } from './forgot.js';
import { type InitialProps, initialPage } from './initial.js';
import { type LayoutProps, layout } from './layout.js';
import { type MessageProps, messagePage } from './message.js';
import { type ResetProps, resetPage } from './reset.js';
import { type SecondFactorProps, secondFactorPage } from './second-factor.js';
import type { Html, View } from './view.js';

/** The pages by name, and what each is given to show. */
export interface PageProps {
  /** The frame around every other page. */
  readonly layout: LayoutProps;
  readonly forgot: ForgotProps;
  readonly checkMail: CheckMailProps;
  /** Where the code is typed in that was asked for instead of a link. */
  readonly code: CodeProps;
  /** Between the link and the new password, where the account has a second factor. */
  readonly secondFactor: SecondFactorProps;
  readonly reset: ResetProps;
  readonly change: ChangeProps;
  readonly initial: InitialProps;
  /** "This wasn't me": the page behind the link of a notice. */
  readonly disavow: DisavowProps;
  /** The administrator's page, in `adminHandler`. */
  readonly admin: AdminProps;
  /** The end of a reset or a change. */
  readonly finished: FinishedProps;
  /** Everything that is only said: a dead link, too many tries, no such page. */
  readonly message: MessageProps;
}

/**
 * A page of the application's own. It returns what the `html` tag made, whose values are escaped;
 * any other text is escaped as a whole, so that nothing gets out as markup by mistake.
 */
export type Page<Props> = (view: View, props: Props) => string | Promise<string>;

export type Pages = { readonly [Name in keyof PageProps]: Page<PageProps[Name]> };

/** Pages that give out nothing unescaped. */
export type SafePages = {
  readonly [Name in keyof PageProps]: (view: View, props: PageProps[Name]) => Html;
};

/** The pages that come with latchkey, to be wrapped or to fall back to. */
export const defaultPages: SafePages = {
  layout,
  forgot: forgotPage,
  checkMail: checkMailPage,
  code: codePage,
  secondFactor: secondFactorPage,
  reset: resetPage,
  change: changePage,
  initial: initialPage,
  disavow: disavowPage,
  admin: adminPage,
  finished: finishedPage,
  message: messagePage,
};

/** Our pages, but for those that the application has its own of. */
export function pagesWith(replacements: Partial<Pages>): SafePages {
  const own = Object.entries(replacements).flatMap(([name, page]) =>
    page === undefined ? [] : [[name, escaped(page as Page<unknown>)] as const],
  );
  return { ...defaultPages, ...Object.fromEntries(own) };
}

function escaped<Props>(page: Page<Props>): (view: View, props: Props) => Html {
  return (view, props) => html`${page(view, props)}`;
}
