"""The picture: CPU per delivered event over the number of streams, both on logarithmic scales."""

from math import log10
from statistics import median

WIDTH, HEIGHT = 860, 480
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 50, 60
COLOURS = {
    "floor": "#6b7280",
    "Dealstream": "#0f62fe",
    "nchan": "#198038",
    "pushpin": "#b28600",
    "Quarkus Multi": "#da1e28",
    "KafkaSSE": "#8a3ffc",
}
Y_TICKS = (2, 5, 10, 20, 50, 100, 200, 500, 1000)


def draw(points):
    """points: server -> [(streams, CPU microseconds of each run)]"""
    if not points:
        return '<svg xmlns="http://www.w3.org/2000/svg"/>\n'
    xs = sorted({streams for series in points.values() for streams, _ in series})
    ys = [value for series in points.values() for _, values in series for value in values]
    x = scale(xs[0] / 1.3, xs[-1] * 1.3, LEFT, WIDTH - RIGHT)
    y = scale(min(ys) / 1.3, max(ys) * 1.3, HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        text(LEFT, 28, "CPU µs of the server per delivered event; one deal, 20 events/s to every stream", size=15),
        text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, "streams", anchor="middle"),
    ]
    for tick in (tick for tick in Y_TICKS if min(ys) / 1.3 <= tick <= max(ys) * 1.3):
        parts.append(f'<path d="M{LEFT} {y(tick):.1f}H{WIDTH - RIGHT}" stroke="#e0e0e0"/>')
        parts.append(text(LEFT - 8, y(tick) + 4, f"{tick:,}", anchor="end"))
    for tick in xs:
        parts.append(f'<path d="M{x(tick):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e0e0e0"/>')
        parts.append(text(x(tick), HEIGHT - BOTTOM + 20, f"{tick:,}", anchor="middle"))
    ends = []
    for server, series in points.items():
        colour = COLOURS.get(server, "black")
        middles = [(x(streams), y(median(values))) for streams, values in series]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in middles)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        for (a, b), (_, values) in zip(middles, series):
            parts.append(f'<path d="M{a:.1f} {y(min(values)):.1f}V{y(max(values)):.1f}" stroke="{colour}"/>')
            parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>')
        ends.append((middles[-1][1], middles[-1][0], server, colour))
    lowest = 0
    for height, at, server, colour in sorted(ends):
        lowest = max(height, lowest + 16)
        parts.append(text(at + 10, lowest + 4, server, colour=colour))
    return "\n".join([*parts, "</svg>", ""])


def scale(low, high, begin, end):
    span = log10(high) - log10(low)
    return lambda value: begin + (log10(value) - log10(low)) / span * (end - begin)


def text(x, y, words, anchor="start", size=13, colour="#161616"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{words}</text>'
