import process from "node:process";
import { subscribeEntities } from "home-assistant-js-websocket";
import { connect } from "./connect.ts";

/**
 * The states of the house kept by `subscribeEntities`, and nothing done with them: finding out what changed and
 * sending it would come on top. Arguments: URL, marker entity. Prints each state of the marker as it is seen.
 */
const [url = "", marker = ""] = process.argv.slice(2);
let seen: string | undefined;
subscribeEntities(await connect(url), (entities) => {
  const state = entities[marker]?.state;
  if (state === seen) return;
  seen = state;
  console.log(`seen ${state}`);
});
