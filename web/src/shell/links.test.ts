import { expect, it } from 'vitest';
import { safeUrl } from '@/shell/links';

it.each([
  'https://crm.example/customers/7',
  'https://bucket.s3.amazonaws.com/x.zip?sig=1',
  'http://127.0.0.1:8090/x.zip',
  'http://127.0.0.1:8090/recordings/a.wav?X-Amz-Signature=1',
  'http://localhost:8090/a',
])('%s may be opened', (url) => {
  expect(safeUrl(url)).toBe(url);
});

it.each([
  'javascript:alert(1)',
  'http://elsewhere.example/x.zip',
  'x.zip',
  ' JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'http://crm.example/customers/7',
  'http://localhost.evil.example/',
  '//evil.example',
  '/here',
  'order 7',
  '',
])('%s may not', (url) => {
  expect(safeUrl(url)).toBeNull();
});
