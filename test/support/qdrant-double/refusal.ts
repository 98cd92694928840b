/** An answer other than 200; `toBody` has the form in which Qdrant tells of errors. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  toBody(): { status: { error: string }; time: number } {
    return { status: { error: this.message }, time: 0 };
  }
}

/** The body is not of the documented form. */
export function malformed(what: string): Refusal {
  return new Refusal(400, `Format error in JSON body: ${what}`);
}

/** The body has the documented form, but a value out of its range. */
export function invalid(what: string): Refusal {
  return new Refusal(422, `Validation error in JSON body: [${what}]`);
}

/** Documented, but not played by this double: a test that meets it must not pass. */
export function notPlayed(what: string): Refusal {
  return new Refusal(501, `the double does not play ${what}`);
}
