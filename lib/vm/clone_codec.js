'use strict';

/**
 * Writes plain data, what structured clone takes, as one text, and reads it again. The same source works in the host
 * and in a context, so that a graph of objects crosses as a text: one crossing, not one for each property.
 *
 * The text is JSON: a list that begins with the value, each object of the graph a record after it. A text that a
 * context has written is not to be trusted: `decode` makes data of it, or refuses.
 */

/**
 * @param {object} shared built-ins, with a `$` before their names: globals/guest/core.js
 * @param {(object: object) => string} kindOf what an object is: a name in `writers`, or '' for what can't be cloned
 */
module.exports = (shared, kindOf) => {
  const { apply, getter, uncurry } = shared;
  const {
    $ArrayBuffer,
    $BigInt,
    $Boolean,
    $DataView,
    $Date,
    $Error,
    $JSON,
    $Map,
    $Number,
    $Object,
    $Reflect,
    $RegExp,
    $Set,
    $String,
    $Symbol,
    $TypedArray,
  } = shared;
  const { defineProperty, getOwnPropertyDescriptor, ownKeys } = $Reflect;
  const { get: $getOfMap, set: $setOfMap } = $Map.prototype;
  const { keys } = $Object;
  const setOf = uncurry($Map.prototype.set);
  const addTo = uncurry($Set.prototype.add);
  const eachOfMap = uncurry($Map.prototype.forEach);
  const eachOfSet = uncurry($Set.prototype.forEach);
  /** Decimals of a long number would take the square of their number, in whatever reads them. */
  const hexOf = uncurry($BigInt.prototype.toString);
  const timeOf = uncurry($Date.prototype.getTime);
  const sourceOf = getter($RegExp.prototype, 'source');
  const flagsOf = getter($RegExp.prototype, 'flags');
  const sizeOfBuffer = getter($ArrayBuffer.prototype, 'byteLength');
  const sliceBuffer = uncurry($ArrayBuffer.prototype.slice);
  const tagOfArray = getter($TypedArray.prototype, $Symbol.toStringTag);
  const printObject = uncurry($Object.prototype.toString);
  const sliceText = uncurry($String.prototype.slice);
  const ofArray = {
    buffer: getter($TypedArray.prototype, 'buffer'),
    offset: getter($TypedArray.prototype, 'byteOffset'),
    length: getter($TypedArray.prototype, 'length'),
  };
  const ofView = {
    buffer: getter($DataView.prototype, 'buffer'),
    offset: getter($DataView.prototype, 'byteOffset'),
    length: getter($DataView.prototype, 'byteLength'),
  };
  const valueOf = {
    __proto__: null,
    boolean: uncurry($Boolean.prototype.valueOf),
    number: uncurry($Number.prototype.valueOf),
    string: uncurry($String.prototype.valueOf),
    bigint: uncurry($BigInt.prototype.valueOf),
  };

  const errorName = $Error.name;
  const viewName = $DataView.name;

  /** Classes of errors that keep their names. */
  const errors = { __proto__: null };

  /** Classes of views, by their names. */
  const views = { __proto__: null };
  for (const name of shared.names) {
    const Class = shared[`$${name}`];
    if (Class === $Error || Class.prototype instanceof $Error) errors[name] = Class;
    if (Class.prototype instanceof $TypedArray) views[name] = Class;
  }

  function append(list, value) {
    list[list.length] = value;
  }

  /** A Map whose methods nobody has changed. */
  function ownMap() {
    const map = new $Map();
    map.get = $getOfMap;
    map.set = $setOfMap;
    return map;
  }

  /** Sets a property, whatever the prototypes have under that name. */
  function put(object, key, value) {
    if (!(key in object)) {
      object[key] = value;
      return;
    }
    defineProperty(object, key, {
      __proto__: null,
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }

  /**
   * @param {(message: string) => never} refuse throws for what can't be cloned
   * @param {(value: object) => object | undefined} [instead] another object that is cloned in the place of one
   * @param {(error: Error) => unknown} [stackOf] the stack that the copy of an error has
   */
  return (refuse, instead, stackOf = (error) => error.stack) => {
    /** What V8 says of a value that can't be cloned. */
    function refuseValue(value) {
      if (typeof value === 'symbol') return refuse(`${$String(value)} could not be cloned.`);
      if (typeof value === 'function') {
        let text = 'A function';
        try {
          text = apply($Object.getPrototypeOf(refuse).toString, value, []);
        } catch {
          // A Proxy of a function has no text.
        }
        return refuse(`${text} could not be cloned.`);
      }
      return refuse(`#<${sliceText(printObject(value), 8, -1)}> could not be cloned.`);
    }

    /** JSON has neither infinities nor a negative zero. */
    function numberAsItStands(number) {
      if (number - number !== 0) return ['n', `${number}`];
      return number === 0 && 1 / number < 0 ? ['n', '-0'] : number;
    }

    class Writer {
      constructor(addBuffer, addHostValue) {
        this.addBuffer = addBuffer;
        this.addHostValue = addHostValue;
        this.buffers = 0;
        this.indices = ownMap();
        this.objects = [];
        this.records = [];
      }

      /** A value as it stands in a record; an object is a reference to its own. */
      reference(value) {
        switch (typeof value) {
          case 'string':
          case 'boolean':
            return value;
          case 'number':
            return numberAsItStands(value);
          case 'undefined':
            return ['u'];
          case 'bigint':
            return value < 0 ? ['b', hexOf(-value, 16), true] : ['b', hexOf(value, 16)];
          case 'object':
            return value === null ? null : [this.indexOf(value)];
          default:
            return refuseValue(value);
        }
      }

      indexOf(given) {
        const known = this.indices.get(given);
        if (known !== undefined) return known;
        const index = this.objects.length;
        this.indices.set(given, index);
        this.objects[index] = instead?.(given) ?? given;
        return index;
      }

      /** Own enumerable properties with names, behind what is in the record already. */
      properties(record, object) {
        const names = keys(object);
        let end = record.length;
        for (let at = 0; at < names.length; at += 1) {
          const value = object[names[at]];
          record[end] = names[at];
          record[end + 1] = typeof value === 'string' ? value : this.reference(value);
          end += 2;
        }
        return record;
      }

      array(array) {
        const { length } = array;
        const names = ownKeys(array);
        // Indices come first and in order, and `length` after them.
        const isDense =
          names.length === length + 1 && (length === 0 || names[length - 1] === `${length - 1}`);
        if (!isDense) return this.properties(['A', length], array);
        const record = ['L'];
        for (let at = 0; at < length; at += 1) record[at + 1] = this.reference(array[at]);
        return record;
      }

      map(map) {
        const pairs = [];
        eachOfMap(map, (value, key) => append(pairs, [key, value]));
        const record = ['M'];
        for (let at = 0; at < pairs.length; at += 1) {
          append(record, this.reference(pairs[at][0]));
          append(record, this.reference(pairs[at][1]));
        }
        return record;
      }

      set(set) {
        const values = [];
        eachOfSet(set, (value) => append(values, value));
        const record = ['S'];
        for (let at = 0; at < values.length; at += 1) append(record, this.reference(values[at]));
        return record;
      }

      error(error) {
        const name = `${error.name}`;
        const record = ['E', name in errors ? name : errorName, ['u'], ['u']];
        const message = getOwnPropertyDescriptor(error, 'message');
        if (message !== undefined) record[2] = `${message.value}`;
        const stack = stackOf(error);
        if (typeof stack === 'string') record[3] = stack;
        if (getOwnPropertyDescriptor(error, 'cause') !== undefined) {
          append(record, this.reference(error.cause));
        }
        return record;
      }

      buffer(buffer, isShared) {
        this.addBuffer(isShared ? buffer : sliceBuffer(buffer, 0, sizeOfBuffer(buffer)));
        this.buffers += 1;
        return ['B', this.buffers - 1];
      }

      view(name, view, parts) {
        const offset = parts.offset(view);
        return ['V', name, this.reference(parts.buffer(view)), offset, parts.length(view)];
      }

      record(object) {
        const kind = kindOf(object);
        const writer = writers[kind];
        if (writer !== undefined) return writer(this, object);
        if (kind === '') return refuseValue(object);
        return ['P', this.reference(valueOf[kind](object))];
      }

      write(value) {
        const first = this.reference(value);
        for (let at = 0; at < this.objects.length; at += 1) {
          append(this.records, this.record(this.objects[at]));
        }
        return $JSON.stringify([first, this.records]);
      }
    }

    /** How the objects of each kind are written. */
    const writers = {
      __proto__: null,
      object: (writer, object) => writer.properties(['O'], object),
      array: (writer, object) => writer.array(object),
      map: (writer, object) => writer.map(object),
      set: (writer, object) => writer.set(object),
      date: (writer, object) => ['D', writer.reference(timeOf(object))],
      regexp: (_writer, object) => ['R', sourceOf(object), flagsOf(object)],
      error: (writer, object) => writer.error(object),
      buffer: (writer, object) => writer.buffer(object, false),
      shared: (writer, object) => writer.buffer(object, true),
      view: (writer, object) => writer.view(tagOfArray(object), object, ofArray),
      host: (writer, object) => ['H', writer.addHostValue(object)],
      dataview: (writer, object) => writer.view(viewName, object, ofView),
    };

    const refuseData = () => refuse('The data could not be cloned.');

    /** What makes the object of a record without what it refers to. */
    const shellsFor = {
      __proto__: null,
      O: () => ({}),
      L: () => [],
      A: () => [],
      M: () => new $Map(),
      S: () => new $Set(),
      D: (record) => new $Date(readPrimitive(record[1])),
      R: (record) => new $RegExp(`${record[1]}`, `${record[2]}`),
      P: (record) => $Object(readPrimitive(record[1])),
      E: (record) => makeError(record),
      B: (record, takeBuffer) => takeBuffer(record[1] >>> 0) ?? refuseData(),
      H: (record, _takeBuffer, takeHostValue) => takeHostValue?.(record[1] >>> 0) ?? refuseData(),
      V: () => undefined,
    };

    function makeShell(record, takeBuffer, takeHostValue) {
      const make = shellsFor[record[0]];
      return make === undefined ? refuseData() : make(record, takeBuffer, takeHostValue);
    }

    function makeError(record) {
      const Class = errors[record[1]] ?? $Error;
      const error = new Class();
      hide(error, 'stack', readPrimitive(record[3]));
      if (typeof record[2] === 'string') hide(error, 'message', record[2]);
      return error;
    }

    function hide(object, key, value) {
      defineProperty(object, key, {
        __proto__: null,
        value,
        writable: true,
        enumerable: false,
        configurable: true,
      });
    }

    function readPrimitive(value) {
      if (typeof value !== 'object' || value === null) return value;
      switch (value[0]) {
        case 'u':
          return undefined;
        case 'n':
          return value[1] === '-0' ? -0 : $Number(value[1]);
        case 'b':
          return value[2] === true ? -$BigInt(`0x${value[1]}`) : $BigInt(`0x${value[1]}`);
        default:
          return refuseData();
      }
    }

    function makeView(record, shells) {
      const Class = record[1] === viewName ? $DataView : views[record[1]];
      const buffer = shells[record[2]?.[0]];
      if (Class === undefined || buffer === undefined) refuseData();
      return new Class(buffer, record[3], record[4]);
    }

    function read(value, shells) {
      if (typeof value !== 'object' || value === null) return value;
      return typeof value[0] === 'number' ? shells[value[0]] : readPrimitive(value);
    }

    function fillProperties(object, record, from, shells) {
      for (let at = from; at + 1 < record.length; at += 2) {
        put(object, `${record[at]}`, read(record[at + 1], shells));
      }
    }

    /** What puts into an object what its record refers to. */
    const fillers = {
      __proto__: null,
      O: (shell, record, shells) => fillProperties(shell, record, 1, shells),
      A(shell, record, shells) {
        shell.length = record[1];
        fillProperties(shell, record, 2, shells);
      },
      L(shell, record, shells) {
        for (let at = 1; at < record.length; at += 1) put(shell, at - 1, read(record[at], shells));
      },
      M(shell, record, shells) {
        for (let at = 1; at < record.length; at += 2) {
          setOf(shell, read(record[at], shells), read(record[at + 1], shells));
        }
      },
      S(shell, record, shells) {
        for (let at = 1; at < record.length; at += 1) addTo(shell, read(record[at], shells));
      },
      E(shell, record, shells) {
        if (record.length > 4) hide(shell, 'cause', read(record[4], shells));
      },
    };

    return {
      /**
       * @param {unknown} value
       * @param {(buffer: ArrayBuffer) => void} addBuffer is given a copy of each buffer, in order
       * @param {(object: object) => number} [addHostValue] is given what `kindOf` calls `host`; gives it a number
       * @returns {string}
       */
      encode: (value, addBuffer, addHostValue) => new Writer(addBuffer, addHostValue).write(value),

      /** @param {string} text JSON that says all */
      parse: (text) => $JSON.parse(text),

      /**
       * @param {string} text
       * @param {(index: number) => ArrayBuffer | undefined} takeBuffer
       * @param {(index: number) => object | undefined} [takeHostValue]
       */
      decode(text, takeBuffer, takeHostValue) {
        const [first, records] = $JSON.parse(text);
        const shells = [];
        for (let at = 0; at < records.length; at += 1) {
          append(shells, makeShell(records[at], takeBuffer, takeHostValue));
        }
        for (let at = 0; at < records.length; at += 1) {
          if (records[at][0] === 'V') shells[at] = makeView(records[at], shells);
        }
        for (let at = 0; at < records.length; at += 1) {
          fillers[records[at][0]]?.(shells[at], records[at], shells);
        }
        return read(first, shells);
      },
    };
  };
};
