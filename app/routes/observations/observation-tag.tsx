import {
  type ObservationState,
  observationStateColours,
  observationStateNames,
} from "~/rules/observations/observations";
import { StateTag } from "~/ui/tags";

export const ObservationTag = ({ state }: { state: ObservationState }) => (
  <StateTag colour={observationStateColours[state]}>{observationStateNames[state]}</StateTag>
);
