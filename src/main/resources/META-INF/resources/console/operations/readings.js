// What the meters of a replica have shown over the last minutes: values, rates, percentiles of a moment.

const KEPT_MILLIS = 5 * 60_000;
/** Percentiles are of what was measured in so long a time. */
const WINDOW_MILLIS = 10_000;

export class Readings {
  /** @type {Array<{at: number, meters: Map<string, object[]>}>} oldest first */
  samples = [];
  replica = null;

  /** Takes an answer of `/v1/operations` in. A counter of another replica, or of one that began again, is not compared. */
  add({ replica, time, meters }) {
    const at = Date.parse(time);
    if (replica !== this.replica) {
      this.samples = [];
      this.replica = replica;
    }
    this.samples.push({ at, meters: byName(meters) });
    this.samples = this.samples.filter((sample) => sample.at > at - KEPT_MILLIS);
  }

  get times() {
    return this.samples.map((sample) => sample.at);
  }

  /** The latest sum over all tags; null where nothing was measured. */
  value(name, tags = {}) {
    return sum(this.samples.at(-1), name, tags);
  }

  /** The values of a tag that a meter has, in order. */
  tagsOf(name, tag) {
    return [...new Set(this.samples.flatMap(({ meters }) => (meters.get(name) ?? []).map((meter) => meter.tags[tag])))].sort();
  }

  /** A gauge over time. */
  gauge(name, tags = {}) {
    return this.samples.map((sample) => sum(sample, name, tags));
  }

  /** A counter's growth a second, over time; the first is null. */
  rate(name, tags = {}) {
    return this.samples.map((sample, i) => {
      const before = this.samples[i - 1];
      if (!before) {
        return null;
      }
      const grown = (sum(sample, name, tags) ?? 0) - (sum(before, name, tags) ?? 0);
      return (Math.max(0, grown) * 1000) / (sample.at - before.at);
    });
  }

  /** How much a counter has grown since the first sample, and its whole, for each value of a tag; the greatest first. */
  totals(name, tag) {
    return this.tagsOf(name, tag)
      .map((value) => {
        const whole = this.value(name, { [tag]: value }) ?? 0;
        return { name: value, whole, grown: whole - (sum(this.samples[0], name, { [tag]: value }) ?? 0) };
      })
      .sort((a, b) => b.whole - a.whole);
  }

  /** A percentile of a timer over time, in seconds; null where nothing was measured. */
  percentile(name, part) {
    let from = 0;
    return this.samples.map((sample, i) => {
      while (from < i - 1 && this.samples[from + 1].at <= sample.at - WINDOW_MILLIS) {
        from++;
      }
      return i === 0 ? null : percentileOf(buckets(sample, name), buckets(this.samples[from], name), part);
    });
  }
}

function byName(meters) {
  const groups = new Map();
  for (const meter of meters) {
    groups.set(meter.name, [...(groups.get(meter.name) ?? []), meter]);
  }
  return groups;
}

function sum(sample, name, tags) {
  const meters = (sample?.meters.get(name) ?? []).filter((meter) => Object.entries(tags).every(([tag, value]) => meter.tags[tag] === value));
  return meters.length === 0 ? null : meters.reduce((total, meter) => total + (meter.value ?? 0), 0);
}

/** Upper bound → how many, of all tags together. */
function buckets(sample, name) {
  const all = new Map();
  for (const meter of sample.meters.get(name) ?? []) {
    for (const { le, count } of meter.buckets ?? []) {
      all.set(le, (all.get(le) ?? 0) + count);
    }
    all.set(Infinity, (all.get(Infinity) ?? 0) + (meter.count ?? 0));
  }
  return all;
}

function percentileOf(now, before, part) {
  const bounds = [...now.keys()].sort((a, b) => a - b);
  const grown = bounds.map((bound) => now.get(bound) - (before.get(bound) ?? 0));
  const wanted = (grown.at(-1) ?? 0) * part;
  if (!(wanted > 0)) {
    return null;
  }
  const found = grown.findIndex((number) => number >= wanted);
  const lower = found === 0 ? 0 : bounds[found - 1];
  const below = found === 0 ? 0 : grown[found - 1];
  if (bounds[found] === Infinity) {
    return lower;
  }
  return lower + ((bounds[found] - lower) * (wanted - below)) / (grown[found] - below);
}
