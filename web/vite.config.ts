import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `make up` listens, for pages that `npx vite` serves while they are written. */
const CENTRE = process.env.CENTRE ?? 'http://localhost:8090';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // amazon-cognito-identity-js was written for bundlers that put Node's name there.
  define: { global: 'globalThis' },
  build: {
    target: 'es2022',
    // A data: URL of a script or a style would break the policy of what may be loaded.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    // The phone speaks by the module of the agents' panel, which is outside this folder.
    fs: { allow: ['.', '../santral/local/connect/ccp/page'] },
    proxy: Object.fromEntries(
      ['/v1', '/settings.json', '/people', '/mail', '/ccp-v2', '/participant', '/phone/socket'].map(
        (path) => [path, { target: CENTRE, ws: true }],
      ),
    ),
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
  },
});
