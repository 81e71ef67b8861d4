import { describe, expect, it } from '@jest/globals';
import { html } from './html.js';

describe('an HTML template', () => {
  it('escapes text and keeps HTML', () => {
    const inner = html`<b>${'<script>"&\''}</b>`;
    expect(inner.text).toBe('<b>&lt;script&gt;&quot;&amp;&#39;</b>');
    expect(html`<p>${inner}${7}${undefined}${['a', html`<i></i>`]}</p>`.text).toBe(`<p>${inner.text}7a<i></i></p>`);
  });
});
