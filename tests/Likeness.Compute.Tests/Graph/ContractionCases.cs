using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Graph;

/// <summary>Contractions in many forms, which differ in their row, lane and sum axes.</summary>
internal static class ContractionCases
{
    public static IEnumerable<OpCase> All =>
        [
            Of("linear over positions", "ntd,ed->nte", 'n', 'd', 'e'),
            Of("linear over positions, few samples", "btd,ed->bte", 'd', 'e'),
            Of("weight of linear over positions", "ntd,nte->ed", 'n', 'd'),
            Of("scores", "nihd,njhd->nhij", 'n'),
            Of("scores of one sample", "bihd,bjhd->bhij", 'i', 'j'),
            Of("values", "nhij,njhd->nihd", 'n'),
            Of("outer product", "i,j->ij", 'i', 'j'),
            Of("dot product", "i,i->", 'i'),
            Of("dot products", "ni,ni->n", 'n', 'i'),
            Of("elementwise", "ij,ij->ij", 'i', 'j'),
            Of("product of all axes", "nchw,echw->ne", 'n', 'c'),
            Of("batch last", "abn,bcn->acn", 'n'),
            Of("permuted result", "ntd,ed->etn", 'n', 'e'),
            new(
                "contraction of permuted operands, permuted, then more",
                _ =>
                    [
                        [5, 3, 33],
                        [7, 5],
                    ],
                x => (Tensor.Contract("tnd,et->end", x[0].Permute(0, 1, 2), x[1]).Permute(1, 0, 2) * 0.5f).Tanh()
            ),
            new(
                "linear over positions, then more",
                random =>
                    [
                        [random.Below(70), 3, 5],
                        [9, 5],
                        [9],
                    ],
                x => (Tensor.Contract("ntd,ed->nte", x[0], x[1]) + x[2]).Tanh() * x[2]
            ),
            new(
                "matmul of broadcast",
                _ =>
                    [
                        [4, 1, 3, 5],
                        [6, 5, 2],
                    ],
                x => x[0].MatMul(x[1])
            ),
        ];

    /// <summary>An equation on random extents: up to 40 for the wide axes, up to 5 for the others.</summary>
    private static OpCase Of(string name, string equation, params char[] wide) =>
        new(
            name,
            random =>
            {
                string[] operands = equation.Split("->")[0].Split(',');
                Dictionary<char, int> extents = operands
                    .SelectMany(labels => labels)
                    .Distinct()
                    .ToDictionary(label => label, label => 1 + random.Below(wide.Contains(label) ? 40 : 5));
                return [.. operands.Select(labels => new Shape([.. labels.Select(label => extents[label])]))];
            },
            x => Tensor.Contract(equation, x[0], x[1])
        );
}
