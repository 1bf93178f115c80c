/** Owns the form of what a report says in words. */
import * as z from "zod";
import { optionalText, version } from "./fields";

export const narrativeForm = z.object({ narrative: optionalText(8000), version: version() });
