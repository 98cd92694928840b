// Runs a script of the project's own tools under the pinned Node: `node bin/run.mjs <script> [argument ...]`.
import { runUnderRuntime } from './hand-over.mjs';

runUnderRuntime(process.argv.slice(2));
