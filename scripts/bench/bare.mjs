/**
 * The least that a page of this kind can cost: one Remix page of a heading and a paragraph, rendered by
 * the same libraries behind the same server, with no session, no database and no frame.
 *
 *   PORT=4000 node scripts/bench/bare.mjs
 */
import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, createRequestHandler } from "@remix-run/node";
import { Links, Meta, Outlet, RemixServer, Scripts, useLoaderData } from "@remix-run/react";
import compression from "compression";
import express from "express";
import { createElement as h } from "react";
import { renderToPipeableStream } from "react-dom/server";

const render = (request, status, headers, context) =>
  new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(h(RemixServer, { context, url: request.url }), {
      onShellReady() {
        const body = new PassThrough();
        headers.set("Content-Type", "text/html; charset=utf-8");
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
        pipe(body);
      },
      onShellError: reject,
    });
  });

const Root = () =>
  h(
    "html",
    { lang: "en-GB" },
    h("head", null, h(Meta), h(Links)),
    h("body", null, h(Outlet), h(Scripts)),
  );

function Page() {
  const { name } = useLoaderData();
  return h("main", null, h("h1", null, name), h("p", null, "One page that says one thing."));
}

const routes = {
  root: { id: "root", path: "", module: { default: Root } },
  page: {
    id: "page",
    parentId: "root",
    index: true,
    module: { default: Page, loader: () => ({ name: "A page" }) },
  },
};

const assets = Object.fromEntries(
  Object.values(routes).map(({ id, parentId, path, index, module }) => [
    id,
    { id, parentId, path, index, hasLoader: "loader" in module, module: `/${id}.js`, imports: [] },
  ]),
);

const handle = createRequestHandler(
  {
    mode: "production",
    isSpaMode: false,
    basename: "/",
    publicPath: "/",
    assetsBuildDirectory: "client",
    future: { v3_singleFetch: true, v3_lazyRouteDiscovery: true },
    entry: { module: { default: render } },
    routes,
    assets: {
      version: "bare",
      url: "/manifest.js",
      entry: { module: "/entry.js", imports: [] },
      routes: assets,
    },
  },
  "production",
);

const app = express();
app.get("/healthz", (_request, response) => response.send("ok"));
app.use(compression());
app.use(async (request, response) => {
  const answer = await handle(new Request(new URL(request.url, "http://bare")));
  response.status(answer.status);
  for (const [name, value] of answer.headers) response.append(name, value);
  response.end(await answer.text());
});
app.listen(Number(process.env.PORT), "127.0.0.1");
