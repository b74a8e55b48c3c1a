using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>Ops that scan along an axis or select by index, for the property tests of ops.</summary>
internal static class IndexingCases
{
    public static IEnumerable<OpCase> All =>
        [
            new("cumulative sum", r => [r.Shape(2)], x => x[0].CumulativeSum(-1)),
            new("cumulative sum of rows", r => [r.Shape(3)], x => x[0].CumulativeSum(0).Tanh()),
            new(
                "cumulative sum of middle",
                r => [r.Shape(3)],
                x => x[0].CumulativeSum(1, exclusive: true).Exp(),
                -0.3,
                0.3
            ),
            new(
                "cumulative sum from behind",
                r =>
                    [
                        [33, 5],
                    ],
                x => x[0].CumulativeSum(1, reverse: true)
            ),
            new(
                "cumulative sum of others behind",
                r =>
                    [
                        [5, 7, 3],
                    ],
                x => x[0].Transpose().CumulativeSum(1, exclusive: true, reverse: true).Square()
            ),
            new(
                "cumulative sum of a vector",
                r =>
                    [
                        [r.Below(40)],
                    ],
                x => x[0].CumulativeSum(0)
            ),
            new("sort last", r => [r.Shape(2)], x => x[0].Sort(-1).Square()),
            new("sort first", r => [r.Shape(3)], x => x[0].Sort(0, descending: true).Sin()),
            new(
                "argsort",
                r =>
                    [
                        [r.Below(70), 20],
                    ],
                x => x[0].ArgSort(0) + (0 * x[0])
            ),
            new(
                "assignment",
                r =>
                    [
                        [23, 23],
                    ],
                x => x[0].Assignment() + (0 * x[0].Sum([1]))
            ),
            new(
                "largest",
                r =>
                    [
                        [19, 9],
                    ],
                x => x[0].Largest(1, 3).Values.Exp()
            ),
            new(
                "take along last",
                r =>
                    [
                        [33, 7],
                    ],
                x => x[0].TakeAlong(1, Whole([33, 4], 7)).Exp()
            ),
            new(
                "take along first",
                r =>
                    [
                        [7, 19],
                    ],
                x => x[0].TakeAlong(0, Whole([12, 1], 7)).Square()
            ),
            new(
                "take along of broadcast",
                r =>
                    [
                        [1, 7, 5],
                    ],
                x => x[0].TakeAlong(1, Whole([18, 2, 1], 7)).Exp()
            ),
            new(
                "take along found",
                r =>
                    [
                        [18, 9],
                        [18, 3],
                    ],
                x => x[0].TakeAlong(1, ((x[1] + 2) * 2).Floor()).Sin()
            ),
            new(
                "concatenate three",
                r =>
                    [
                        [3, 2, 17],
                        [3, 1, 17],
                        [3, 5, 17],
                    ],
                x => Tensor.Concatenate(1, x).Tanh()
            ),
            new(
                "concatenate with nothing",
                r =>
                    [
                        [3, 0],
                        [3, 4],
                    ],
                x => Tensor.Concatenate(1, x).Exp()
            ),
            new(
                "concatenate batches",
                r =>
                    [
                        [5, 3],
                        [2, 3],
                    ],
                x => Tensor.Concatenate(0, x[0], x[1], x[0]).Exp()
            ),
            new(
                "slices side by side",
                r =>
                    [
                        [19, 9],
                    ],
                x => x[0].Slice(1, 6, 2).Exp() * x[0].Slice(1, 1, 2).Sin() * x[0].Slice(1, 4, 2) + x[0].Slice(1, 3, 1)
            ),
            new(
                "slices that overlap",
                r =>
                    [
                        [19, 9],
                    ],
                x => x[0].Slice(1, 2, 4).Exp() * x[0].Slice(1, 4, 4).Sin()
            ),
            new(
                "slices of both axes",
                r =>
                    [
                        [4, 6],
                    ],
                x =>
                    x[0].Slice(0, 1, 1).Sum() * x[0].Slice(1, 2, 2).Exp().Sum() * x[0].Slice(1, 0, 2)
                    + (x[0] + x[0]).Slice(1, 1, 2)
            ),
            new(
                "gather",
                r =>
                    [
                        [11, r.Below(40)],
                    ],
                x => x[0].Gather(Whole([17], 11)).Square()
            ),
            new(
                "gather of blocks",
                r =>
                    [
                        [6, 3, 5],
                    ],
                x => x[0].Gather(Whole([35, 2], 6)).Tanh()
            ),
            new(
                "gather of positions",
                r =>
                    [
                        [9, 70],
                    ],
                x => x[0].Gather(Whole([3, 4, 5], 9)).Exp()
            ),
            new(
                "gather of numbers",
                r =>
                    [
                        [6],
                    ],
                x => x[0].Gather(Whole([4, 5], 6)).Exp()
            ),
            new(
                "gather of one",
                r =>
                    [
                        [6, 3],
                    ],
                x => x[0].Gather(Tensor.Constant([], 4)).Exp()
            ),
            new(
                "gather of transposed",
                r =>
                    [
                        [20, 6],
                    ],
                x => x[0].Transpose().Gather(Whole([4], 6)).Exp()
            ),
            new(
                "gather of nothing",
                r =>
                    [
                        [6, 3],
                    ],
                x => x[0].Gather(Tensor.Constant([0, 2])).Exp()
            ),
            new(
                "store at",
                r =>
                    [
                        [7, 3, r.Below(40)],
                    ],
                x => x[0].StoreAt(1, 2, (x[0].Slice(1, 0, 1) * 2).Sin())
            ),
            new(
                "store at last",
                r =>
                    [
                        [5, 9],
                        [5, 1],
                    ],
                x => x[0].Exp().StoreAt(-1, Tensor.Constant([1], 4.7f), x[1]).Square()
            ),
            new(
                "store at first",
                r =>
                    [
                        [6, 18],
                        [1, 18],
                    ],
                x => x[0].StoreAt(0, 5, x[1]).Tanh()
            ),
            new(
                "log-sum-exp of detached",
                r =>
                    [
                        [5, 8],
                    ],
                x => x[0].LogSumExp(0) * x[0].LogSumExp(1)
            ),
        ];

    /// <summary>Indices below a bound, unordered and with repeats.</summary>
    private static Tensor Whole(Shape shape, int bound) =>
        Tensor.Constant(
            shape,
            [.. Enumerable.Range(0, shape.Count).Select(i => (float)(((i * i) + (3 * i) + 1) % bound))]
        );
}
