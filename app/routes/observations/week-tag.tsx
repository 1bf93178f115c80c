import {
  type WeekState,
  weekStateColours,
  weekStateNames,
} from "~/rules/observations/practice-weeks";
import { StateTag } from "~/ui/tags";

export const WeekTag = ({ state }: { state: WeekState }) => (
  <StateTag colour={weekStateColours[state]}>{weekStateNames[state]}</StateTag>
);
