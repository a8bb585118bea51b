import { defineConfig } from 'vite';

// One file that a shop's own page names in a <script>: it shares nothing with the other pages.
export default defineConfig({
  build: {
    target: 'es2022',
    emptyOutDir: false,
    copyPublicDir: false,
    lib: {
      entry: 'src/widget/widget.ts',
      formats: ['iife'],
      name: 'Santral',
      fileName: () => 'widget.js',
    },
  },
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
});
