import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { keepTyped } from "~/ui/typed-early";

startTransition(() => {
  keepTyped();
  // The server's "Error: " is not the page's own title; the form puts it back once it is alive.
  document.title = document.title.replace(/^Error: /, "");
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
