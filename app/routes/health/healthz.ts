/** Public: the process answers. */
export const loader = async () => new Response("ok", { headers: { "Content-Type": "text/plain" } });
