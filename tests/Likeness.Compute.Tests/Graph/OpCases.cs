using System.Reflection;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>A test case: an op or a composition, with its inputs.</summary>
/// <param name="Name">The op's name.</param>
/// <param name="Shapes">The shapes of the inputs, from random numbers.</param>
/// <param name="Apply">The op on inputs of those shapes.</param>
/// <param name="Low">The lower bound of the inputs.</param>
/// <param name="High">The upper bound of the inputs.</param>
/// <param name="Tolerance">The largest relative error.</param>
internal sealed record OpCase(
    string Name,
    Func<RandomValues, Shape[]> Shapes,
    Func<Tensor[], Tensor> Apply,
    double Low = -2,
    double High = 2,
    double Tolerance = Compiled.Tolerance
)
{
    public override string ToString() => Name;
}

/// <summary>All ops; the elementwise ones are found by reflection, so that a new one is tested automatically.</summary>
internal static class OpCases
{
    /// <summary>Ops with a restricted domain, with the interval on which they are tested.</summary>
    private static readonly Dictionary<string, (double Low, double High)> Domains = new()
    {
        ["log"] = (0.1, 5),
        ["sqrt"] = (0.1, 5),
        ["reciprocal"] = (0.3, 3),
        ["divide"] = (0.3, 3),
        ["log1p"] = (-0.8, 4),
        ["divide-by-root"] = (0.3, 3),
        ["leaky-relu"] = (0.1, 2),
    };

    public static IEnumerable<OpCase> All =>
        [
            .. Elementwise(),
            .. Movements,
            .. Contractions,
            .. ContractionCases.All,
            .. ConvolutionCases.All,
            .. Compositions,
            .. IndexingCases.All,
            .. AttentionCases.All,
            .. SoftmaxCases.All,
            .. ComposedCases.All,
        ];

    private static IEnumerable<OpCase> Movements =>
        [
            new("sum all", One, x => x[0].Sum()),
            new("sum first", One, x => x[0].Sum([0])),
            new("sum last", One, x => x[0].Sum([-1], keepDimensions: true)),
            new(
                "sum of middle",
                _ =>
                    [
                        [3, 5, 4],
                    ],
                x => x[0].Sum([1])
            ),
            new(
                "sum of outer and inner",
                _ =>
                    [
                        [3, 5, 4],
                    ],
                x => x[0].Sum([0, 2])
            ),
            new(
                "sum of a transposed",
                _ =>
                    [
                        [33, 17],
                    ],
                x => x[0].Transpose().Sum([0])
            ),
            new(
                "sum of a broadcast",
                _ =>
                    [
                        [1, 6],
                    ],
                x => x[0].BroadcastTo([4, 6]).Sum([0])
            ),
            new(
                "max last",
                _ =>
                    [
                        [6, 9],
                    ],
                x => x[0].Max([-1])
            ),
            new(
                "max first",
                _ =>
                    [
                        [6, 9],
                    ],
                x => x[0].Max([0], keepDimensions: true)
            ),
            new("mean", One, x => x[0].Mean([0])),
            new(
                "reshape",
                _ =>
                    [
                        [4, 6],
                    ],
                x => x[0].Reshape([2, 12]).Exp()
            ),
            new(
                "reshape of a permuted",
                _ =>
                    [
                        [4, 6, 2],
                    ],
                x => x[0].Permute(2, 0, 1).Reshape([8, 6]).Exp()
            ),
            new(
                "permute",
                _ =>
                    [
                        [4, 6, 2],
                    ],
                x => x[0].Permute(2, 0, 1).Tanh()
            ),
            new(
                "expand",
                _ =>
                    [
                        [4, 1, 2],
                    ],
                x => x[0].BroadcastTo([3, 4, 5, 2]).Square()
            ),
            new(
                "slice",
                _ =>
                    [
                        [7, 9],
                    ],
                x => x[0].Slice(1, 2, 4).Exp()
            ),
            new(
                "slice by two",
                _ =>
                    [
                        [7, 9],
                    ],
                x => x[0].Slice(1, 1, 4, 2).Exp()
            ),
            new(
                "slice backwards",
                _ =>
                    [
                        [7, 9],
                    ],
                x => x[0].Slice(0, 6, 7, -1) * x[0]
            ),
            new(
                "slice of nothing",
                _ =>
                    [
                        [7, 9],
                    ],
                x => x[0].Slice(0, 0, 0).Exp()
            ),
            new(
                "pad",
                _ =>
                    [
                        [7, 9],
                    ],
                x => x[0].Pad(1, 2, 3).Cos()
            ),
            new(
                "concatenate",
                _ =>
                    [
                        [4, 3],
                        [4, 5],
                    ],
                x => Tensor.Concatenate(1, x).Exp()
            ),
        ];

    private static IEnumerable<OpCase> Contractions =>
        [
            new("matmul", r => MatMul(r), x => x[0].MatMul(x[1])),
            new("matmul of transposed", r => MatMul(r), x => x[1].Transpose().MatMul(x[0].Transpose())),
            new(
                "matmul ᵀ",
                r =>
                {
                    int k = r.Below(40);
                    return
                    [
                        [k, 9],
                        [k, 35],
                    ];
                },
                x => x[0].Transpose().MatMul(x[1])
            ),
            new(
                "matmul by rows",
                r =>
                {
                    int k = r.Below(40);
                    return
                    [
                        [19, k],
                        [33, k],
                    ];
                },
                x => x[0].MatMul(x[1].Transpose())
            ),
            new(
                "matmul over batches",
                _ =>
                    [
                        [2, 3, 4, 5],
                        [3, 5, 6],
                    ],
                x => x[0].MatMul(x[1])
            ),
            new(
                "matmul of nothing",
                _ =>
                    [
                        [3, 0],
                        [0, 4],
                    ],
                x => x[0].MatMul(x[1])
            ),
            new(
                "matmul then more",
                _ =>
                    [
                        [17, 12],
                        [12, 40],
                        [40],
                    ],
                x => (x[0].MatMul(x[1]) + x[2]).Tanh() * x[2]
            ),
            new(
                "matmul of one row",
                _ =>
                    [
                        [1, 12],
                        [12, 1],
                    ],
                x => x[0].MatMul(x[1])
            ),
        ];

    private static IEnumerable<OpCase> Compositions =>
        [
            new("leaky relu", One, x => x[0].LeakyRelu(0.1f)),
            new(
                "adam step",
                _ =>
                    [
                        [19, 33],
                        [19, 33],
                        [19, 33],
                    ],
                x =>
                {
                    Tensor m = x[0] + ((x[1] - x[0]) * 0.1f);
                    Tensor v = x[2] + ((x[1].Square() - x[2]) * 0.001f);
                    return x[1] - (0.5f * (m / (v.Sqrt() + 0.01f))) - ((m * v) - (v * x[0]));
                },
                0.2,
                2
            ),
            new("gelu", One, x => x[0].Gelu()),
            new("silu", One, x => x[0].Silu()),
        ];

    private static IEnumerable<OpCase> Elementwise()
    {
        IEnumerable<FieldInfo> fields = typeof(UnaryOps)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Concat(typeof(BinaryOps).GetFields(BindingFlags.Static | BindingFlags.Public));
        foreach (ElementwiseOp op in fields.Select(field => field.GetValue(null)).OfType<ElementwiseOp>())
        {
            (double low, double high) = Domains.GetValueOrDefault(op.Name, (-2, 2));
            yield return new OpCase(op.Name, random => Broadcastable(random, op.Arity), op.Apply, low, high);
            yield return new OpCase(
                $"{op.Name} of transposed",
                random =>
                {
                    int a = random.Below(40);
                    int b = random.Below(20);
                    return [.. Enumerable.Range(0, op.Arity).Select(i => i == 0 ? new Shape(a, b) : new Shape(b, a))];
                },
                x => op.Apply([x[0], .. x.Skip(1).Select(other => other.Transpose())]),
                low,
                high
            );
        }
    }

    private static Shape[] One(RandomValues random) => [random.Shape(2)];

    private static Shape[] MatMul(RandomValues random)
    {
        int k = random.Below(70);
        return
        [
            [random.Below(40), k],
            [k, random.Below(70)],
        ];
    }

    /// <summary>Shapes that broadcast to one another: axes of extent one and missing axes.</summary>
    private static Shape[] Broadcastable(RandomValues random, int arity)
    {
        Shape full = random.Shape(1 + random.Below(3));
        return
        [
            full,
            .. Enumerable
                .Range(1, arity - 1)
                .Select(_ => new Shape([
                    .. full.Select(extent => random.Below(3) == 0 ? 1 : extent).Skip(random.Below(2)),
                ])),
        ];
    }
}
