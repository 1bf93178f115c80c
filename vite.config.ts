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

/** The file that a module's code goes to in the browser; undefined where Rollup decides. */
function chunkOf(id: string): string | undefined {
  if (/node_modules\/(zod|react-hook-form)\//.test(id)) return "forms";
  if (/node_modules\/d3-/.test(id)) return "charts";
  if (/node_modules\//.test(id)) return "libraries";
  const shared =
    /\/app\/(rules\/core|paths|forms\/(fields|draft|autosave)\.|ui\/(frame|autosave|audit-tool|inputs)\/|ui\/[\w-]+\.tsx?$)/;
  return shared.test(id) ? "shared" : undefined;
}

/** BUILD_DIR lets two builds of one tree stand side by side (tests use it). */
export default defineConfig(({ isSsrBuild }) => ({
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
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    // A page's scripts in few files: what every page needs, and what is a page's own.
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } },
  },
}));
