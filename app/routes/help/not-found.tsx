import { notFound } from "~/server/guard.server";

/** Public: an address that leads nowhere. */
export const loader = async () => {
  throw notFound();
};

/** Public: posting to nowhere changes nothing. */
export const action = loader;

export default function NotFound() {
  return null;
}
