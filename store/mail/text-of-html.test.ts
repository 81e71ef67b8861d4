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
  ])('%s', async (_what, html, text) => {
    expect(await textOfHtml(html)).toBe(text);
  });

  /** What nests, or does not end, takes a reader of trees many seconds at this length, or is given up by it. */
  it.each(['<img ', '<div>', '<b>', '<ul><li>', '<table><tr><td>', '<b></i>', '<a href="http://x">', '<!--', ' alt="'])(
    'is read in time from a million characters of %j',
    async (part) => {
      const begun = performance.now();
      await textOfHtml(part.repeat(1_000_000 / part.length));
      expect(performance.now() - begun).toBeLessThan(8_000);
    },
  );

  it('is read to a limit of a letter that has many megabytes of it', async () => {
    const html = `Content-Type: text/html\r\n\r\n<p>begin${'<img '.repeat(4_000_000)}`;
    expect((await readMail(Buffer.from(html))).text).toBe('begin');
  });
});
