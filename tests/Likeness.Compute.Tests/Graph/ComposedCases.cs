using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>Powers, statistics, indexing and inverses, for the property tests of ops.</summary>
internal static class ComposedCases
{
    public static IEnumerable<OpCase> All =>
        [
            new("pow 3", r => [r.Shape(2)], x => x[0].Pow(3)),
            new("pow -3", r => [r.Shape(2)], x => x[0].Pow(-3), 0.5, 2),
            new("pow 13", r => [r.Shape(1)], x => x[0].Pow(13), 0.7, 1.3),
            new("pow 0.5", r => [r.Shape(2)], x => x[0].Pow(0.5f), 0.2, 3),
            new("pow 1.7", r => [r.Shape(2)], x => x[0].Pow(1.7f), 0.2, 3),
            new(
                "pow of tensor",
                _ =>
                    [
                        [17, 5],
                        [5],
                    ],
                x => x[0].Pow(x[1]),
                0.3,
                3
            ),
            new(
                "variance",
                _ =>
                    [
                        [17, 5],
                    ],
                x => x[0].Variance()
            ),
            new(
                "variance of rows",
                _ =>
                    [
                        [17, 6],
                    ],
                x => x[0].Variance([1], keepDimensions: true, correction: 1)
            ),
            new(
                "standard deviation",
                _ =>
                    [
                        [7, 19],
                    ],
                x => x[0].StandardDeviation([0])
            ),
            new("clamp", r => [r.Shape(2)], x => x[0].Clamp(-1.03f, 0.57f).Square()),
            new(
                "clamp by tensors",
                _ =>
                    [
                        [5, 9],
                        [9],
                        [5, 1],
                    ],
                x => x[0].Clamp(x[1], x[2] + 2)
            ),
            new(
                "index",
                _ =>
                    [
                        [4, 6, 17],
                    ],
                x => x[0][1..^1, ^2].Exp() * x[0][0, 3, 1].Sin()
            ),
            new(
                "stack",
                _ =>
                    [
                        [5, 3],
                        [5, 3],
                    ],
                x => Tensor.Stack(1, x[0].Exp(), x[1], x[0]).Square()
            ),
            new(
                "comparisons",
                _ =>
                    [
                        [17, 4],
                        [17, 4],
                    ],
                x => (x[0] >= x[1]).Where(x[0].Exp(), x[1].Sin())
            ),
            new(
                "min",
                _ =>
                    [
                        [17, 6],
                    ],
                x => x[0].Min([1]) * x[0].Exp().Min([0, 1])
            ),
            new(
                "min of ties",
                _ =>
                    [
                        [5, 4],
                    ],
                x => Tensor.Stack(0, x[0], x[0]).Min([0]).Square()
            ),
            new(
                "argmax",
                _ =>
                    [
                        [17, 6],
                    ],
                x => x[0].TakeAlong(1, x[0].ArgMax(1, keepDimensions: true)) * x[0].Sin()[.., ..1]
            ),
            new(
                "argmin",
                _ =>
                    [
                        [4, 19],
                    ],
                x => (x[0] * x[0].ArgMin(0)).Square()
            ),
            new("flip", r => [r.Shape(2)], x => x[0].Flip(-1).Exp() * x[0]),
            new("ceiling", r => [r.Shape(2)], x => x[0].Ceiling() * x[0].Square()),
            new(
                "other shapes",
                _ =>
                    [
                        [4, 6],
                    ],
                x => (x[0].Reshape(3, -1).Unsqueeze(1) * x[0].Reshape([-1])[..8]).Square()
            ),
            new(
                "inverse",
                _ =>
                    [
                        [5, 3, 3],
                    ],
                x => (x[0] + (4 * Tensor.Identity(3))).Inverse(),
                -1,
                1
            ),
            new(
                "inverse of exchanged rows",
                _ =>
                    [
                        [4, 4],
                    ],
                x => Exchanged(x[0]).Inverse(),
                -0.4,
                0.4
            ),
        ];

    // Every pivot is below the diagonal.
    private static Tensor Exchanged(Tensor x) => x + (3 * Tensor.Identity(4).Gather(Tensor.Constant([4], 1, 2, 3, 0)));
}
