import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.js';
import { textOfHtml } from './text-of-html.js';

describe('what HTML says', () => {
  it.each([
    ['lines and empty lines', '<div>Hello,</div><div>one<br>two</div><p>three</p>', 'Hello,\none\ntwo\n\nthree'],
    ['characters', '1 < 2 &amp;&lt;b&gt; &laquo;x&raquo; &#1055;', '1 < 2 &<b> «x» П'],
    ['lists and cells', '<ul><li>one<li>two</ul><table><tr><td>a</td><td>b</td></tr></table>', '* one\n* two\n\na b'],
    ['where a link leads', 'see <a href="https://x.org/?a=1&amp;b=2">here</a>', 'see here [https://x.org/?a=1&b=2]'],
    ['a link that says it itself', '<a href="https://x.org">https://x.org</a>', 'https://x.org'],
    ['what stands for a picture', '<img src=x><img alt="a seal" src="cid:1">', 'a seal'],
    ['lines as they were typed', '<pre>a\nb\n\nc</pre>', 'a\nb\n\nc'],
    ['nothing of what is not read', 'a<style>p > b {}</style><script>1 < 2</script><!-- > c -->b', 'ab'],
    ['a quoted end of a tag', '<b title="a > b">bold</b>', 'bold'],
  ])('%s', (_what, html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it('is not read on where it nests deeper than any email', () => {
    const read = textOfHtml(`begin ${'<b>x'.repeat(100_000)} end`);
    expect(read.slice(0, 10)).toBe('begin xxxx');
    expect(read.length).toBeLessThan(2_000);
    expect(textOfHtml(`begin ${'<b>x</b>'.repeat(10_000)} end`)).toBe(`begin ${'x'.repeat(10_000)} end`);
  });

  it('says of each of many links where it leads', () => {
    const read = textOfHtml('<a href="http://x">a</a>'.repeat(40_000));
    expect(read).toHaveLength('a [http://x]'.length * 40_000);
  });

  it('is read to a limit where tags, comments and attributes do not end', async () => {
    for (const part of ['<img ', '<!--', '<a href="', ' alt="', '<p', '&amp'])
      expect(textOfHtml(part.repeat(1_000_000)).length).toBeLessThan(1_100_000);
    const email = `Content-Type: text/html\r\n\r\n<p>begin${'<img '.repeat(4_000_000)}`;
    expect((await readMail(Buffer.from(email))).text).toBe('begin');
  });
});
