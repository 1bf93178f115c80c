/**
 * Owns what the life of a record is made of: the state it begins in, and the moves between states.
 * Practice: whoever writes a state takes it from here, so that no record is ever where no move leads.
 */

/** Where a move is made from, and where it leads. */
export type Move<State extends string> = { from: readonly State[]; to: State };

export type StateMachine<State extends string, Name extends string> = {
  first: State;
  moves: Readonly<Record<Name, Move<State>>>;
};

/** Whether a record in this state can make the move. */
export const isFrom = <State extends string>({ from }: Move<State>, state: State): boolean =>
  from.includes(state);
