import type { HeadersFunction, LinksFunction, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { type ReactNode, useContext, useEffect, useRef } from "react";
import { paths } from "~/paths";
import { type MainPage, mainPagesFor } from "~/rules/access/navigation";
import { roleNames } from "~/rules/access/people";
import { mayEver } from "~/rules/access/permission";
import type { Carried } from "~/rules/core/carried";
import { dateInLondon, formatDate } from "~/rules/core/dates";
import { commit, findSignedIn, publicly } from "~/server/guard.server";
import { timeLeft } from "~/server/session.server";
import styles from "~/styles/main.scss?url";
import { Button } from "~/ui/button";
import { DoneBanner } from "~/ui/frame/done-banner";
import { PhaseBanner } from "~/ui/frame/phase-banner";
import { SessionWarning } from "~/ui/frame/session-warning";
import { SiteFooter } from "~/ui/frame/site-footer";
import { SiteHeader, SiteNav, SkipLink } from "~/ui/frame/site-header";
import { KeptText } from "~/ui/kept-text";
import { useLeaving } from "~/ui/leaving";
import { NonceContext } from "~/ui/nonce";
import { PageHeading } from "~/ui/page";
import { SendCarried, SignInToSave } from "~/ui/save-carried";
import { unscopedAdministrators } from "~db/access/readers.server";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

/** A refusal names itself in the title too: the pages' own titles are not there then. */
export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${toldBy(error).title ?? problem} - Line of Sight` : "Line of Sight" },
];

/** Public: the frame of every page, signed in or not. */
export const loader = publicly(async ({ request, context }) => {
  const { actor, session } = await findSignedIn(request, context);
  const done = session.get("done") ?? null;
  const withoutRole = actor !== null && actor.grants.length === 0;
  const frame = {
    person: actor
      ? {
          id: actor.id,
          name: actor.name,
          role: [...new Set(actor.grants.map((g) => roleNames[g.role]))].join(", "),
        }
      : null,
    /** Whom someone without any role asks for one; null for everyone else. */
    toAsk: withoutRole ? await unscopedAdministrators(context.quick ?? context.db) : null,
    pages: actor && !actor.mustChange ? mainPagesFor(actor) : [],
    searches: actor !== null && !actor.mustChange && mayEver(actor, "search.use"),
    demonstration: context.demonstration ? formatDate(dateInLondon(context.clock.now())) : null,
    session: actor ? await timeLeft(context, request) : null,
    done,
  };
  return data(frame, done ? { headers: await commit(context, session) } : undefined);
});

/** A refusal that says when to come back says it to proxies and scripts too. */
export const headers: HeadersFunction = ({ errorHeaders }) => {
  const retryAfter = errorHeaders?.get("Retry-After");
  return retryAfter ? { "Retry-After": retryAfter } : new Headers();
};

const hrefs: Record<MainPage, string> = {
  home: paths.home(),
  programme: paths.programme(),
  caseload: paths.caseload.list(),
  moderation: paths.moderation.queue(),
  observations: paths.observations.list(),
  tools: paths.tools.list(),
  teams: paths.teams.list(),
  trends: paths.trends(),
  reports: paths.reports.list(),
  log: paths.log.list(),
  people: paths.people.list(),
  settings: paths.settings(),
};

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const frame = useRouteLoaderData<typeof loader>("root");
  const { pathname } = useLocation();
  // An exercise is of the programme, wherever its address begins; so is a tool for who reads it only.
  const ownTools = frame?.pages.some(({ page }) => page === "tools");
  const ofProgramme = ["/exercises", ...(ownTools ? [] : ["/tools"])].some((start) =>
    pathname.startsWith(start),
  );
  const ofModeration = [
    paths.doubleAudits.list(),
    paths.calibration.list(),
    paths.register.list(),
  ].some((start) => pathname.startsWith(start));
  const within = ofProgramme
    ? paths.programme()
    : ofModeration
      ? paths.moderation.queue()
      : pathname === paths.brief()
        ? paths.reports.list()
        : pathname;
  // Something runs that the page waits for: with scripts it asks by itself.
  const waiting = useMatches().some(
    ({ data }) => (data as { waiting?: boolean } | undefined)?.waiting === true,
  );
  const isCurrent = (href: string) => (href === "/" ? pathname === "/" : within.startsWith(href));
  const help = [
    { href: paths.help.home(), label: "Help" },
    { href: paths.help.roles(), label: "Who can do what" },
    ...(frame?.demonstration
      ? [{ href: paths.help.demonstration(), label: "About these figures" }]
      : []),
    { href: paths.help.accessibility(), label: "Accessibility" },
  ];
  return (
    <html lang="en-GB" className="govuk-template">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        {waiting ? (
          <noscript>
            <meta httpEquiv="refresh" content="4" />
          </noscript>
        ) : null}
        <Meta />
        <Links />
      </head>
      <body className="govuk-template__body">
        <SkipLink />
        <SiteHeader
          homeHref={paths.home()}
          person={frame?.person ?? undefined}
          accountHref={paths.account()}
          signOutHref={paths.signOut()}
          searchHref={frame?.searches && pathname !== paths.search() ? paths.search() : undefined}
        />
        {frame?.demonstration ? (
          <PhaseBanner tag="Demonstration">as at {frame.demonstration}</PhaseBanner>
        ) : null}
        <SiteNav
          items={(frame?.pages ?? []).map(({ page, label }) => ({
            href: hrefs[page],
            label,
            current: isCurrent(hrefs[page]),
          }))}
        />
        <div className="govuk-width-container">
          <DoneBanner words={frame?.done ?? null} told={frame} />
          {children}
        </div>
        {frame?.person && frame.session ? (
          <SessionWarning personId={frame.person.id} session={frame.session} />
        ) : null}
        <SiteFooter links={frame?.person ? help : help.slice(-1)} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/** What the address points to takes the focus, as it would when the page is loaded. */
function focusOnTarget(hash: string): boolean {
  const target = hash ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (!target) return false;
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  return true;
}

/**
 * A page change without a page load moves the focus, as a load would; so does a deed that took what
 * had the focus away with it, such as the form of what was added.
 */
function useFocusOnArrival() {
  const { pathname, hash, key } = useLocation();
  const left = useRef({ pathname, key });
  useEffect(() => {
    if (left.current.key === key) return;
    const arrived = left.current.pathname !== pathname;
    left.current = { pathname, key };
    if (focusOnTarget(hash)) return;
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (arrived || lost) document.getElementById("main-content")?.focus({ preventScroll: true });
  }, [pathname, hash, key]);
}

export default function App() {
  useFocusOnArrival();
  useLeaving();
  return <Outlet />;
}

const problem = "Sorry, there is a problem";

/** What a refusal says of itself; nothing for an error nobody foresaw. */
const toldBy = (
  error: unknown,
): {
  title?: string;
  because?: string;
  carried?: Carried;
  again?: Carried;
  typed?: string[];
} =>
  isRouteErrorResponse(error) && typeof error.data === "object" && error.data !== null
    ? error.data
    : {};

/** For them home is refused like every other page: what they can do instead. */
function WithoutRole({ toAsk }: { toAsk: readonly string[] }) {
  return (
    <>
      <p className="govuk-body">
        {toAsk.length === 0
          ? "There is no administrator here yet: ask whoever set this up."
          : `Ask ${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(toAsk)} for a role.`}
      </p>
      <ul className="govuk-list govuk-list--bullet">
        <li>
          <a className="govuk-link" href={paths.account()}>
            Your account
          </a>
        </li>
        <li>
          <a className="govuk-link" href={paths.help.home()}>
            Help
          </a>
        </li>
      </ul>
      <form method="post" action={paths.signOut()}>
        <Button variant="secondary">Sign out</Button>
      </form>
    </>
  );
}

/** A refusal of the guard, or something that went wrong: never a blank page. */
export function ErrorBoundary() {
  const error = useRouteError();
  const frame = useRouteLoaderData<typeof loader>("root");
  const told = toldBy(error);
  if (told.carried) return <SignInToSave carried={told.carried} />;
  return (
    <main className="govuk-main-wrapper" id="main-content" tabIndex={-1}>
      <PageHeading title={told.title ?? problem} />
      <p className="govuk-body">
        {told.because ??
          "Something went wrong on our side. What was stored is safe. Go back and try again; if it keeps happening, tell your administrator."}
      </p>
      <KeptText texts={told.typed ?? []} />
      {told.again ? <SendCarried carried={told.again} words="Send it again" /> : null}
      {frame?.toAsk && isRouteErrorResponse(error) && error.status === 403 ? (
        <WithoutRole toAsk={frame.toAsk} />
      ) : (
        <p className="govuk-body">
          <a className="govuk-link" href={paths.home()}>
            Go to your home page
          </a>
        </p>
      )}
    </main>
  );
}
