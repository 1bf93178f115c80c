import { createContext } from "react";

/** The nonce scripts must carry; known on the server only. */
export const NonceContext = createContext<string | undefined>(undefined);
