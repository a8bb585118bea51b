import '@cloudscape-design/global-styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/App';
import { startTexts } from '@/i18n';
import { applyTheme } from '@/shell/theme';
import { loadWorld } from '@/world';

async function start(root: HTMLElement): Promise<void> {
  applyTheme();
  const [world] = await Promise.all([loadWorld(), startTexts()]);
  createRoot(root).render(
    <StrictMode>
      <App world={world} />
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root !== null) {
  void start(root);
}
