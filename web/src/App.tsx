import { I18nProvider } from '@cloudscape-design/components/i18n';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createBrowserRouter, Navigate, Outlet, RouterProvider } from 'react-router';
import { newQueryClient } from '@/api/queries';
import { useCloudscapeTexts } from '@/i18n/cloudscape';
import { PAGES } from '@/pages';
import { newSession } from '@/session/newSession';
import { SessionContext, useSession } from '@/session/session';
import { Guarded } from '@/shell/Guarded';
import { Shell } from '@/shell/Shell';
import { useResume } from '@/shell/useResume';
import { Broken } from '@/states/Broken';
import { NoWorld } from '@/states/NoWorld';
import { PageLoading } from '@/states/PageLoading';
import { useAskedBeforeLeaving } from '@/states/unsaved';
import { type World, WorldContext, type WorldState } from '@/world';

const ROUTER = createBrowserRouter([
  {
    element: <AllPages />,
    errorElement: <Broken />,
    children: [
      ...PAGES.map((page) => ({ path: page.path, element: <Framed page={page} /> })),
      { path: '*', element: <Navigate to="/" replace /> },
    ],
  },
]);

export function App({ world }: { world: WorldState }) {
  return typeof world === 'string' ? <NoWorld why={world} /> : <Pages world={world} />;
}

function Pages({ world }: { world: World }) {
  const { i18n } = useTranslation();
  const session = useMemo(() => newSession(world), [world]);
  const [queries] = useState(newQueryClient);
  const messages = useCloudscapeTexts(i18n.language);
  return (
    <WorldContext value={world}>
      <SessionContext value={session}>
        <QueryClientProvider client={queries}>
          <I18nProvider locale={i18n.language} messages={messages}>
            <RouterProvider router={ROUTER} />
          </I18nProvider>
        </QueryClientProvider>
      </SessionContext>
    </WorldContext>
  );
}

function AllPages() {
  useAskedBeforeLeaving();
  return (
    <Suspense fallback={<PageLoading />}>
      <Outlet />
    </Suspense>
  );
}

function Framed({ page }: { page: (typeof PAGES)[number] }) {
  const isOffline = useResume(useSession()) === 'offline';
  const body = (
    <Suspense fallback={<PageLoading />}>
      <page.Page />
    </Suspense>
  );
  const guarded =
    page.roles === null ? (
      body
    ) : (
      <Guarded roles={page.roles} isOffline={isOffline}>
        {body}
      </Guarded>
    );
  return page.frame === 'none' ? (
    guarded
  ) : (
    <Shell page={page} pages={PAGES}>
      {guarded}
    </Shell>
  );
}
