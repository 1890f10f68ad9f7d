/**
 * Shows every mail in every language in a browser, on this machine only: `npm run mails`. `PORT` is the port;
 * without it, a free one.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { indexPage, type Look, mailPage } from './mails/pages.js';
import { inScheme, mailsIn, TAGS } from './mails/preview.js';

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const answer = answerTo(pathname, searchParams);
  response.writeHead(answer === null ? 404 : 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(answer ?? 'There is no such mail.');
});

function answerTo(pathname: string, query: URLSearchParams): string | null {
  if (pathname === '/') return indexPage();
  const [, folder, name = '', tag = ''] = pathname.split('/');
  const mail = TAGS.includes(tag) ? mailsIn(tag).get(name) : undefined;
  if (mail === undefined) return null;
  const width = query.get('width') === '320' ? '320' : '640';
  const scheme = query.get('scheme') === 'dark' ? 'dark' : 'light';
  const look: Look = { name, tag, width, scheme };
  return folder === 'html' ? inScheme(mail, scheme) : mailPage(look, mail);
}

server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
