import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { NodePackageImporter } from "sass";
import { defineConfig } from "vite";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const here = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));

/** BUILD_DIR lets two builds of one tree stand side by side (tests use it). */
export default defineConfig({
  plugins: [
    remix({
      buildDirectory: process.env.BUILD_DIR ?? "build",
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  resolve: { alias: { "~db": here("./db"), "~": here("./app") } },
  css: { preprocessorOptions: { scss: { importers: [new NodePackageImporter()] } } },
  build: { target: "es2022", assetsInlineLimit: 0 },
});
