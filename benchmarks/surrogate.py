"""Surrogates of a sweep: surfaces over (log10 λ, log10 μ) that answer at once what a trial takes a
day to say.

All are made of the 20 cells of Table 2 (Srinivas & Fleuret 2021, App. D;
analysis/results/paper_values.yaml), the collapsed one (λ=1e-2, μ=1e-5: 9.08 % / 0.97 %) among them:
divergence is a result. They are test accuracies of one seed each and stand here for validation
accuracies. What each surface can show, and what it can't:

- `linear`: multilinear in the logarithms. The largest value of such a surface lies on a node, so a
  grid of exactly
  these nodes meets the best by construction, and no sampler of a continuous space ever does.
- `shifted`: the same, moved by up to half a cell each way, anew for every seed, while the grid
  stays where it was.
  Nobody who lays out a grid knows where the best is: this is what a grid of this spacing is worth
  on average.
- `smooth`: a Gaussian process through the 20 cells, correlated over one cell (Matérn 5/2). Its best
  lies off the
  grid. Whether the true surface is as smooth between the cells, 20 trainings don't say.

Beyond the outermost cells each surface goes on with its value at the border. None has noise: asked
twice, it answers the same, which a training with another seed doesn't. A table as rugged as that of
the GAN-test (41 % beside 72 % and 73 %) may be noise in part; these surfaces take all of it for
signal.
"""

import dataclasses
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.interpolate import RegularGridInterpolator
from scipy.spatial.distance import cdist

from scoresweep.analysis.results.paper import paper_values

Array = npt.NDArray[np.float64]

# Points a decade at which the best of a surface is looked for.
FINENESS = 40
# In decades: one cell of Table 2.
CORRELATION_LENGTH = 1.0
SURFACES = ("linear", "shifted", "smooth")


@dataclasses.dataclass(frozen=True)
class Table:
    """log10 λ [l] and log10 μ [m], both rising; values [l, m, 2]: accuracy and GAN-test, shares in
    [0, 1].
    """

    lambdas: Array
    mus: Array
    values: Array

    @property
    def nodes(self) -> Array:
        """[l·m, 2]: log10 λ, log10 μ; in the order of `values` flattened."""
        return mesh(self.lambdas, self.mus)


@dataclasses.dataclass(frozen=True)
class Surface:
    """at: points [n, 2] (log10 λ, log10 μ) → [n, 2] (accuracy, GAN-test). where: [k, 2], the points
    among which its best is looked for.
    """

    name: str
    at: Callable[[Array], Array]
    where: Array


def mesh(first: Array, second: Array) -> Array:
    """Every pair of the two, [n·m, 2]."""
    return np.stack(np.meshgrid(first, second, indexing="ij"), axis=-1).reshape(-1, 2)


def table2() -> Table:
    cells = paper_values()["table2"]
    lambdas, mus = sorted(cells), sorted(next(iter(cells.values())))
    values = np.array([[cells[a][b] for b in mus] for a in lambdas])
    return Table(np.log10(lambdas), np.log10(mus), values)


def linear(table: Table) -> Surface:
    return dataclasses.replace(shifted(table, np.zeros(2)), name="linear")


def shifted(table: Table, shift: Array) -> Surface:
    """What the table has at a cell lies at cell + shift ([2], in decades).

    Within the box of the table a multilinear surface is largest where a line of nodes or a side of
    the box crosses another one; all of these crossings are in `where`.
    """
    interpolate = RegularGridInterpolator((table.lambdas, table.mus), table.values)

    def at(points: Array) -> Array:
        return np.asarray(interpolate(_clamped(table, points - shift)))

    axes = []
    for axis, by in ((table.lambdas, shift[0]), (table.mus, shift[1])):
        moved = axis + by
        inside = moved[(moved >= axis[0]) & (moved <= axis[-1])]
        axes.append(np.union1d(_fine(axis), inside))
    return Surface("shifted", at, mesh(*axes))


def draw_shift(table: Table, seed: int) -> Array:
    """[2], in decades: even within half a cell each way."""
    cell = np.array([table.lambdas[1] - table.lambdas[0], table.mus[1] - table.mus[0]])
    return np.random.default_rng([seed, 1]).uniform(-cell / 2, cell / 2)


def smooth(table: Table) -> Surface:
    """The mean of a Gaussian process through every cell; shares stay in [0, 1].

    k(r) = (1 + √5 r + 5 r²/3) exp(-√5 r), r in correlation lengths (Rasmussen & Williams 2006, eq.
    4.17).
    """
    nodes, cells = table.nodes, table.values.reshape(-1, 2)
    mean = cells.mean(axis=0)
    weights = np.linalg.solve(_matern(nodes, nodes), cells - mean)

    def at(points: Array) -> Array:
        return np.clip(mean + _matern(_clamped(table, points), nodes) @ weights, 0, 1)

    return Surface("smooth", at, mesh(_fine(table.lambdas), _fine(table.mus)))


def surface(name: str, table: Table, seed: int) -> Surface:
    """The surface that a seed's searches meet; only `shifted` differs from seed to seed."""
    if name == "shifted":
        return shifted(table, draw_shift(table, seed))
    return {"linear": linear, "smooth": smooth}[name](table)


def hypervolume(values: Array) -> float:
    """Area that points [n, 2] dominate above (0, 0), both maximized, none negative.

    By hand: (0.5, 0.4) and (0.3, 0.8) dominate 0.5·0.4 + 0.3·(0.8 - 0.4) = 0.32.
    """
    area, height = 0.0, 0.0
    for first, second in values[np.lexsort((-values[:, 1], -values[:, 0]))]:
        if second > height:
            area += first * (second - height)
            height = second
    return float(area)


def _fine(axis: Array) -> Array:
    steps = round((axis[-1] - axis[0]) * FINENESS)
    return np.linspace(axis[0], axis[-1], steps + 1)


def _clamped(table: Table, points: Array) -> Array:
    low = np.array([table.lambdas[0], table.mus[0]])
    high = np.array([table.lambdas[-1], table.mus[-1]])
    return np.clip(points, low, high)


def _matern(first: Array, second: Array) -> Array:
    r = np.sqrt(5) * cdist(first, second) / CORRELATION_LENGTH
    return (1 + r + r**2 / 3) * np.exp(-r)
