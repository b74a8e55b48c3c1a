"""Metrics between small samples as NumPy, SciPy and scikit-learn compute them, written from their definitions.

Needs Debian's python3-numpy, python3-scipy and python3-sklearn. Made with NumPy 1.24.2, SciPy 1.10.1, scikit-learn 1.2.1:
    /usr/bin/python3 tests/golden/metrics.py > tests/golden/metrics.json
With the three files of the origin instead, prints its protocol for random halves of its 5,000 points:
    /usr/bin/python3 tests/golden/metrics.py pi_xs.npy pi_ys.npy sparse_pi_colored.jpg
"""

import json
import math
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment, linprog
from scipy.spatial.distance import cdist, pdist
from scipy.stats import entropy, ks_2samp, kstwobign, mannwhitneyu, norm, pearsonr, wasserstein_distance
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.tree import DecisionTreeClassifier

BINS, SIGMA, K, FOLDS = 100, 0.1, 5, 5


def mmd_biased(x, y, sigma):
    gamma = 1 / (2 * sigma**2)
    return rbf_kernel(x, x, gamma).mean() + rbf_kernel(y, y, gamma).mean() - 2 * rbf_kernel(x, y, gamma).mean()


def mmd_unbiased(x, y, sigmas):
    def kernel(a, b):
        return np.mean([rbf_kernel(a, b, 1 / (2 * s**2)) for s in sigmas], axis=0)

    def off_diagonal(k):
        return (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))

    return off_diagonal(kernel(x, x)) + off_diagonal(kernel(y, y)) - 2 * kernel(x, y).mean()


def kl(real, generated):
    p, edges = np.histogram(real, bins=BINS, density=True)
    q, _ = np.histogram(generated, bins=edges, density=True)
    return entropy(np.nan_to_num(p) + 1e-10, np.nan_to_num(q) + 1e-10)


def energy(x, y):
    return 2 * cdist(x, y).mean() - cdist(x, x).mean() - cdist(y, y).mean()


def sliced(x, y, directions):
    def cost(a, b):  # squared W2 on a line, unequal sizes: both quantile functions on the common refinement
        a, b = np.sort(a), np.sort(b)
        u = np.unique(np.concatenate([np.arange(len(a) + 1) * len(b), np.arange(len(b) + 1) * len(a)]))
        middle = (u[1:] + u[:-1]) / 2
        return ((a[(middle // len(b)).astype(int)] - b[(middle // len(a)).astype(int)]) ** 2 * np.diff(u)).sum() / (
            len(a) * len(b)
        )

    return [cost(x @ d, y @ d) for d in directions]


def exact_transport(x, y):
    cost = cdist(x, y, "sqeuclidean")
    m, n = cost.shape
    if m == n:
        return cost[linear_sum_assignment(cost)].mean()
    rows, columns = np.kron(np.eye(m), np.ones(n)), np.kron(np.ones(m), np.eye(n))
    masses = np.concatenate([np.full(m, 1 / m), np.full(n, 1 / n)])
    found = linprog(cost.ravel(), A_eq=np.vstack([rows, columns])[:-1], b_eq=masses[:-1], method="highs-ds")
    return found.fun


def neighbourhoods(real, fake):
    def radii(z):
        return NearestNeighbors(n_neighbors=K + 1, algorithm="brute").fit(z).kneighbors(z)[0][:, -1]

    rr, rf, d = radii(real), radii(fake), cdist(real, fake)
    return {
        "precision": (d < rr[:, None]).any(axis=0).mean(),
        "recall": (d < rf[None, :]).any(axis=1).mean(),
        "density": (d < rr[:, None]).sum(axis=0).mean() / K,
        "coverage": (d.min(axis=1) < rr).mean(),
    }


def support_score(levels):  # 1 - 2 * integral of |F - a|, by the trapezoids between all kinks
    steps = np.sort(levels[levels < 1])
    shares = np.arange(len(steps) + 1) / len(levels)
    edges = np.concatenate([[0], steps, [1]])
    area = 0
    for low, high, share in zip(edges[:-1], edges[1:], shares):
        kinks = np.array([low, *([share] if low < share < high else []), high])
        area += np.trapz(abs(share - kinks), kinks)
    return 1 - 2 * area


def supports(real, fake):
    def to_centre(z, centre):
        return np.sqrt(((z - centre.mean(axis=0)) ** 2).sum(axis=1))

    def levels(sample, rows):  # fraction of the sample strictly nearer to its centre
        return (to_centre(sample, sample)[None, :] < to_centre(rows, sample)[:, None]).mean(axis=1)

    radii = NearestNeighbors(n_neighbors=K + 1, algorithm="brute").fit(real).kneighbors(real)[0][:, -1]
    distance = cdist(real, fake)
    closest = levels(fake, fake)[distance.argmin(axis=1)]
    return {
        "alphaPrecision": support_score(levels(real, fake)),
        "betaRecall": support_score(np.where(distance.min(axis=1) <= radii, closest, np.inf)),
    }


def authenticity(train, fake):
    own = np.sort(cdist(train, train), axis=1)[:, 1]
    distance = cdist(fake, train)
    return (distance.min(axis=1) > own[distance.argmin(axis=1)]).mean()


def novelty(train, held, fake):
    member = np.repeat([0, 1], [len(held), len(train)])
    closeness = -cdist(np.concatenate([held, train]), fake).min(axis=1)
    unseen, made = cdist(held, train).min(axis=1), cdist(fake, train).min(axis=1)
    cells = [cdist(z, train[:3]).argmin(axis=1) for z in (held, fake)]
    scores, weights = [], []
    for c in range(3):  # Meehan et al.: Mann and Whitney's z in each cell, without continuity correction
        p, q = unseen[cells[0] == c], made[cells[1] == c]
        statistic = mannwhitneyu(q, p).statistic
        scores.append((statistic - len(p) * len(q) / 2) / math.sqrt(len(p) * len(q) * (len(p) + len(q) + 1) / 12))
        weights.append(len(p))
    return {
        "closerToTrain": (made < cdist(fake, held).min(axis=1)).mean(),
        "membership": roc_auc_score(member, closeness),
        "copyTest": np.average(scores, weights=weights),
    }


def cells(reference, train, fake):
    k = 4
    inertia = KMeans(k, n_init=20, tol=0, random_state=0).fit(train).inertia_
    real, made = (np.bincount(cdist(z, train[:k]).argmin(axis=1), minlength=k) for z in (reference, fake))
    m, n = real.sum(), made.sum()
    pooled = (real + made) / (m + n)
    z = (real / m - made / n) / np.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n))
    return {"inertia": inertia, "differentBins": (2 * norm.sf(abs(z)) < 0.05).mean()}


def calibration(real, own):  # any two lists will do for log-densities
    statistic = ks_2samp(real, own).statistic
    return {
        "calibration": statistic,
        "calibrationP": kstwobign.sf(statistic * math.sqrt(len(real) * len(own) / (len(real) + len(own)))),
    }


def contingency(x, y):
    def bins(column):
        edges = np.histogram_bin_edges(column, 10)
        edges[-1] = np.nextafter(edges[-1], np.inf)  # the last bin holds its end
        return lambda z: np.digitize(z, edges)

    found = []
    for a in range(x.shape[1]):
        for b in range(a + 1, x.shape[1]):
            binned = [12 * bins(x[:, a])(z[:, a]) + bins(x[:, b])(z[:, b]) for z in (x, y)]
            shares = [np.bincount(z, minlength=144) / len(z) for z in binned]
            found.append(1 - abs(shares[0] - shares[1]).sum() / 2)
    return np.mean(found)


def cross_fit(x, y, classifier):
    each = min(len(x), len(y))
    rows = np.concatenate([x[:each], y[:each]])
    label = np.repeat([0, 1], each)
    fold = np.arange(2 * each) % each % FOLDS
    score = np.empty(2 * each)
    for f in range(FOLDS):
        model = classifier((fold != f).sum()).fit(rows[fold != f], label[fold != f])
        score[fold == f] = model.predict_proba(rows[fold == f])[:, 1]
    return score, ((score > 0.5) == label).mean(), roc_auc_score(label, score)


def classifiers(x, y):
    def neighbours(n):
        return KNeighborsClassifier((math.isqrt(n) - 1) // 2 * 2 + 1, algorithm="brute")

    def logistic(n):
        squares = PolynomialFeatures(2, include_bias=False)
        regression = LogisticRegression(C=1, solver="newton-cholesky", tol=1e-11, max_iter=1000)
        return make_pipeline(StandardScaler(), squares, StandardScaler(), regression)

    def forest(seed):
        return lambda n: RandomForestClassifier(100, min_samples_leaf=5, random_state=seed)

    def tree(depth, seed):
        return lambda n: DecisionTreeClassifier(max_depth=depth, random_state=seed)

    _, accuracy, auc = cross_fit(x, y, neighbours)
    forests = [cross_fit(x, y, forest(seed))[1:] for seed in range(30)]
    # The deepest trees whose splits no tie leaves to chance.
    depth = max(d for d in range(1, 6) if len({cross_fit(x, y, tree(d, s))[0].tobytes() for s in range(20)}) == 1)
    return {
        "accuracy": accuracy,
        "auc": auc,
        "logistic": cross_fit(x, y, logistic)[0].tolist(),
        "forestMeans": np.mean(forests, axis=0).tolist(),
        "forestDeviations": np.std(forests, axis=0).tolist(),
        "treeDepth": depth,
        "tree": cross_fit(x, y, tree(depth, 0))[0].tolist(),
    }


def correlation_similarity(x, y, trend=0.0):
    d = x.shape[1]
    pairs = [(a, b) for a in range(d) for b in range(a + 1, d) if x[:, a].std() and x[:, b].std()]
    pairs = [(a, b) for a, b in pairs if abs(pearsonr(x[:, a], x[:, b])[0]) >= trend]
    if not pairs:
        return None
    return np.mean([1 - abs(pearsonr(x[:, a], x[:, b])[0] - pearsonr(y[:, a], y[:, b])[0]) / 2 for a, b in pairs])


def case(name, train, held, generated, directions):
    reference = train if held is None else held
    scale = np.where(train.std(axis=0) > 0, train.std(axis=0), 1)
    t, x, y = train / scale, reference / scale, generated / scale
    median = np.median(pdist(np.concatenate([x, y])))
    to_train = np.sort(cdist(y, t), axis=1)
    columns = range(train.shape[1])
    values = {
        "mmd": mmd_biased(reference, generated, SIGMA),
        "kl": [kl(reference[:, c], generated[:, c]) for c in columns],
        "wasserstein": [wasserstein_distance(reference[:, c], generated[:, c]) for c in columns],
        "ksComplement": [1 - ks_2samp(reference[:, c], generated[:, c]).statistic for c in columns],
        "mmdUnbiased": mmd_unbiased(x, y, [median]),
        "mmdMultiscale": mmd_unbiased(x, y, [median * f for f in (2, 1, 1 / 2, 1 / 4, 1 / 8)]),
        "energy": energy(x, y),
        "slicedCosts": sliced(x, y, directions),
        "exactTransport": exact_transport(x, y),
        "correlationSimilarity": correlation_similarity(reference, generated),
        "trendSimilarity": correlation_similarity(reference, generated, 0.3),
        "contingencySimilarity": contingency(reference, generated),
        **neighbourhoods(x, y),
        **supports(x, y),
        **cells(x, t, y),
        "authenticity": authenticity(t, y),
        **classifiers(x, y),
        "closestRecord": np.median(to_train[:, 0]),
        "neighbourRatio": np.median(to_train[:, 0] / to_train[:, 1]),
    }
    if held is not None:
        values |= novelty(t, x, y) | calibration(x.sum(axis=1), y.sum(axis=1))
    as_lists = {k: v if isinstance(v, list) else float(v) for k, v in values.items() if v is not None}
    held = None if held is None else held.tolist()
    return {"name": name, "train": train.tolist(), "heldOut": held, "generated": generated.tolist(), "values": as_lists}


def golden():
    rng = np.random.default_rng(2024)
    mixing = np.array([[1.0, 0.6, 0.0], [0.0, 0.8, 0.3], [0.0, 0.0, 0.5]])

    def draw(n, shift=0.0):
        return np.round(0.2 * rng.standard_normal((n, 3)) @ mixing + 0.5 + shift, 6)

    directions = rng.standard_normal((4, 3))
    directions = np.round(directions / np.linalg.norm(directions, axis=1, keepdims=True), 6)
    constant = draw(40)
    constant[:, 1] = 0.25
    cases = [
        case("alike", draw(60), None, draw(47), directions),
        case("more generated than real", draw(35), None, draw(80, 0.1), directions),
        case("held out", draw(40), draw(40), draw(50), directions),
        case("constant real column", constant, None, draw(40), directions),
    ]
    return {"directions": directions.tolist(), "cases": cases}


def halves(xs, ys, picture):
    from PIL import Image

    xs, ys, image = np.load(xs), np.load(ys), np.asarray(Image.open(picture).convert("RGB"))
    rows = np.column_stack([xs / image.shape[1], ys / image.shape[0], image[xs, ys] / 255])
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(rows))
        a, b = rows[order[: len(rows) // 2]], rows[order[len(rows) // 2 :]]
        print(
            f"MMD {mmd_biased(a, b, SIGMA):.5f}",
            "KL", *(f"{kl(a[:, c], b[:, c]):.4f}" for c in range(5)),
            "W", *(f"{wasserstein_distance(a[:, c], b[:, c]):.4f}" for c in range(5)),
        )  # fmt: skip


if __name__ == "__main__":
    halves(*sys.argv[1:]) if len(sys.argv) > 1 else print(json.dumps(golden(), indent=1))
