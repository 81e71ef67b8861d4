import { createBrowserRouter, redirect, type LoaderFunctionArgs } from 'react-router';
import { AppLayout } from '../layout/app-layout.js';
import { queryClient } from '../query/query-client.js';
import { sessionQuery } from '../session/session.js';
import { LoadingPage } from '../states/loading.js';
import { areas } from './areas.js';
import { NotFoundPage } from './not-found-page.js';
import { page } from './page-route.js';
import { RouteError } from './route-error.js';
import { Start } from './start.js';

/** The sign-in page that leads back here. */
export const signInPath = (back: string): string =>
  back === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ back }).toString()}`;

/** Pages below the layout are for those who have signed in. */
const requireSession = async ({ request }: LoaderFunctionArgs): Promise<null> => {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session !== null) return null;
  const { pathname, search } = new URL(request.url);
  throw redirect(signInPath(pathname + search));
};

/** Every page of the application. */
export const createRouter = () =>
  createBrowserRouter([
    {
      path: '/sign-in',
      lazy: page(['sign-in'], () => import('../pages/sign-in/sign-in-page.js').then((module) => module.SignInPage)),
      errorElement: <RouteError />,
      hydrateFallbackElement: <LoadingPage />,
    },
    {
      path: '/',
      loader: requireSession,
      element: <AppLayout />,
      errorElement: <RouteError />,
      hydrateFallbackElement: <LoadingPage />,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            { index: true, element: <Start /> },
            ...areas.flatMap(({ routes }) => routes),
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);
