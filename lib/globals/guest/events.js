'use strict';

/** Makes events, targets of events and abort signals. Listeners that throw are reported to the host. */

module.exports = (shared) => {
  const {
    apply,
    callReporting,
    clock,
    finishClass,
    uncurry,
    withCode,
    $Array,
    $DOMException,
    $Map,
    $Number,
    $RangeError,
    $Set,
    $String,
    $Symbol,
    $TypeError,
  } = shared;
  const getOf = uncurry($Map.prototype.get);
  const setOf = uncurry($Map.prototype.set);

  /** Reaches the state of events for the targets that dispatch them. */
  let stateOf;

  class Event {
    #state;

    constructor(...args) {
      const [type, options] = args;
      if (args.length === 0) {
        throw withCode(new $TypeError('The "type" argument must be specified'), 'ERR_MISSING_ARGS');
      }
      this.#state = {
        __proto__: null,
        type: `${type}`,
        bubbles: !!options?.bubbles,
        cancelable: !!options?.cancelable,
        target: null,
        currentTarget: null,
        isDispatched: false,
        isPrevented: false,
        isStopped: false,
        isPassive: false,
        timeStamp: clock(),
      };
    }

    static {
      stateOf = (event) => event.#state;
    }

    get type() {
      return this.#state.type;
    }

    get target() {
      return this.#state.target;
    }

    get currentTarget() {
      return this.#state.currentTarget;
    }

    get bubbles() {
      return this.#state.bubbles;
    }

    get cancelable() {
      return this.#state.cancelable;
    }

    get defaultPrevented() {
      return this.#state.isPrevented;
    }

    get timeStamp() {
      return this.#state.timeStamp;
    }

    get isTrusted() {
      return false;
    }

    preventDefault() {
      if (this.#state.cancelable && !this.#state.isPassive) this.#state.isPrevented = true;
    }

    stopPropagation() {}

    stopImmediatePropagation() {
      this.#state.isStopped = true;
    }

    composedPath() {
      return this.#state.currentTarget === null ? [] : [this.#state.currentTarget];
    }
  }
  finishClass(Event, 'Event', ['type', 'target', 'defaultPrevented', 'timeStamp']);

  class CustomEvent extends Event {
    #detail;

    constructor(type, options = {}) {
      super(type, options);
      this.#detail = options?.detail ?? null;
    }

    get detail() {
      return this.#detail;
    }
  }
  finishClass(CustomEvent, 'CustomEvent', ['detail']);

  function callListener(listener, target, event) {
    const { callback } = listener;
    if (typeof callback === 'function') callReporting(callback, target, [event]);
    else callReporting(() => apply(callback.handleEvent, callback, [event]), undefined, []);
  }

  function readOptions(options) {
    if (typeof options !== 'object' || options === null) {
      return { capture: !!options, once: false, passive: false, signal: undefined };
    }
    const { capture, once, passive, signal } = options;
    return { capture: !!capture, once: !!once, passive: !!passive, signal: signal ?? undefined };
  }

  function indexOf(list, callback, capture) {
    for (let at = 0; at < list.length; at += 1) {
      if (list[at].callback === callback && list[at].capture === capture) return at;
    }
    return -1;
  }

  class EventTarget {
    #listeners = new $Map();

    addEventListener(type, callback, options) {
      const listeners = this.#listeners;
      if (callback === null || callback === undefined) return;
      if (typeof callback !== 'function' && typeof callback !== 'object') {
        throw new $TypeError('The "listener" argument must be a function or an object');
      }
      const { capture, once, passive, signal } = readOptions(options);
      if (signal?.aborted) return;
      const name = `${type}`;
      const list = getOf(listeners, name) ?? [];
      if (indexOf(list, callback, capture) >= 0) return;
      list[list.length] = { __proto__: null, callback, capture, once, passive, isRemoved: false };
      setOf(listeners, name, list);
      const stop = () => this.removeEventListener(name, callback, capture);
      signal?.addEventListener('abort', stop, { once: true });
    }

    removeEventListener(type, callback, options) {
      const list = getOf(this.#listeners, `${type}`) ?? [];
      const index = indexOf(list, callback, readOptions(options).capture);
      if (index < 0) return;
      list[index].isRemoved = true;
      for (let next = index + 1; next < list.length; next += 1) list[next - 1] = list[next];
      list.length -= 1;
    }

    dispatchEvent(event) {
      const listeners = this.#listeners;
      const state = stateOf(event);
      if (state.isDispatched) {
        throw new $DOMException('The event is already being dispatched', 'InvalidStateError');
      }
      state.isDispatched = true;
      state.target = this;
      state.currentTarget = this;
      const list = [...(getOf(listeners, state.type) ?? [])];
      for (let at = 0; at < list.length && !state.isStopped; at += 1) {
        const listener = list[at];
        if (listener.isRemoved) continue;
        if (listener.once) this.removeEventListener(state.type, listener.callback, listener);
        state.isPassive = listener.passive;
        callListener(listener, this, event);
        state.isPassive = false;
      }
      state.currentTarget = null;
      state.isDispatched = false;
      return !state.isPrevented;
    }
  }
  finishClass(EventTarget, 'EventTarget', [
    'addEventListener',
    'removeEventListener',
    'dispatchEvent',
  ]);

  const secret = $Symbol('secret');
  let abort;

  class AbortSignal extends EventTarget {
    #isAborted = false;
    #reason = undefined;
    #onabort = null;
    #dependents = new $Set();

    constructor(key) {
      if (key !== secret) {
        throw withCode(new $TypeError('Illegal constructor'), 'ERR_ILLEGAL_CONSTRUCTOR');
      }
      super();
    }

    static {
      abort = (signal, reason) => {
        if (signal.#isAborted) return;
        signal.#isAborted = true;
        signal.#reason =
          reason === undefined
            ? new $DOMException('This operation was aborted', 'AbortError')
            : reason;
        const event = new Event('abort');
        if (typeof signal.#onabort === 'function') callReporting(signal.#onabort, signal, [event]);
        signal.dispatchEvent(event);
        for (const dependent of signal.#dependents) abort(dependent, signal.#reason);
      };
    }

    get aborted() {
      return this.#isAborted;
    }

    get reason() {
      return this.#reason;
    }

    get onabort() {
      return this.#onabort;
    }

    set onabort(callback) {
      this.#onabort = callback ?? null;
    }

    throwIfAborted() {
      if (this.#isAborted) throw this.#reason;
    }

    static abort(reason) {
      const signal = new AbortSignal(secret);
      abort(signal, reason);
      return signal;
    }

    static timeout(delay) {
      const milliseconds = $Number(delay);
      if (!(milliseconds >= 0)) {
        const message = `The value of "delay" is out of range. Received ${$String(delay)}`;
        throw withCode(new $RangeError(message), 'ERR_OUT_OF_RANGE');
      }
      const signal = new AbortSignal(secret);
      shared.setTimeout(() => {
        abort(
          signal,
          new $DOMException('The operation was aborted due to timeout', 'TimeoutError'),
        );
      }, milliseconds);
      return signal;
    }

    static any(signals) {
      const signal = new AbortSignal(secret);
      const sources = $Array.from(signals);
      for (const source of sources) {
        if (source.aborted) {
          abort(signal, source.reason);
          return signal;
        }
      }
      for (const source of sources) source.#dependents.add(signal);
      return signal;
    }
  }
  finishClass(AbortSignal, 'AbortSignal', ['aborted', 'reason', 'onabort', 'throwIfAborted']);

  class AbortController {
    #signal = new AbortSignal(secret);

    get signal() {
      return this.#signal;
    }

    abort(reason) {
      abort(this.#signal, reason);
    }
  }
  finishClass(AbortController, 'AbortController', ['signal', 'abort']);
  return { Event, CustomEvent, EventTarget, AbortSignal, AbortController };
};
