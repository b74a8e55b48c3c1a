using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>Attention, for the property tests of ops: with samples in the lanes and with few samples.</summary>
internal static class AttentionCases
{
    public static IEnumerable<OpCase> All =>
        [
            Of("attention", r => (r.Below(5), 3 + r.Below(30), 1 + r.Below(12), 4), 2, causal: false),
            Of("causal attention", r => (r.Below(4), 30 + r.Below(10), 40, 6), 3, causal: true),
            Of("attention of a block and more", r => (1, 3, 131 + r.Below(9), 2), 1, causal: false),
            Of("causal attention of blocks", r => (2, 37, 140, 2), 1, causal: true),
            Of("attention of lanes", r => (16 + r.Below(4), 11, 2 + r.Below(30), 6), 2, causal: false),
            Of("causal attention of lanes", r => (18, 12, 23, 4), 2, causal: true),
            Of("attention of one query", r => (16 + r.Below(60), 1, 1 + r.Below(20), 6), 3, causal: false),
            Of("attention of the first sources", r => (3, 2, 19, 4), 2, causal: true, count: 7),
            Of("attention of the first sources, lanes", r => (17, 3, 24, 4), 2, causal: true, count: 21),
            Of("attention of one query and the first sources", r => (20, 1, 24, 4), 2, causal: false, count: 5),
            new(
                "attention of a sequence to itself",
                r =>
                    [
                        [2, 7, 12],
                    ],
                x => Tensor.Attention(x[0].Slice(2, 0, 4), x[0].Slice(2, 4, 4), x[0].Slice(2, 8, 4), 2, isCausal: true)
            ),
        ];

    private static OpCase Of(
        string name,
        Func<RandomValues, (int Batch, int Queries, int Sources, int Width)> extents,
        int heads,
        bool causal,
        float? count = null
    ) =>
        new(
            name,
            r =>
            {
                (int batch, int queries, int sources, int width) = extents(r);
                Shape keys = [batch, sources, width];
                return
                [
                    [batch, queries, width],
                    keys,
                    keys,
                ];
            },
            x =>
                Tensor.Attention(
                    x[0],
                    x[1],
                    x[2],
                    heads,
                    causal,
                    count is { } number ? Tensor.Constant([1], number) : null
                )
        );
}
