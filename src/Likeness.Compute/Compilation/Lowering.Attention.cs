using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <content>Attention.</content>
internal sealed unsafe partial class Lowering
{
    // From this number of samples, vectors run over samples.
    private const int ManySamples = 16;

    // [batch, positions, width] with samples, positions and features innermost.
    private static readonly int[] Samplewise = [1, 2, 0];
    private static readonly int[] Positionwise = [0, 2, 1];
    private static readonly int[] Featurewise = [0, 1, 2];

    private void EmitAttention(Tensor node)
    {
        View queries = ViewOf(node.Inputs[0]);
        bool isLanewise = IsLanewise(node.Shape, queries);
        View keys = InOrder(ViewOf(node.Inputs[1]), node.Inputs[1].Shape, isLanewise ? Samplewise : Positionwise);
        View values = InOrder(ViewOf(node.Inputs[2]), node.Inputs[2].Shape, isLanewise ? Samplewise : Featurewise);
        queries = isLanewise ? InOrder(queries, node.Inputs[0].Shape, Samplewise) : queries;
        View? count = node.Inputs.Count > 3 ? ViewOf(node.Inputs[3]) : null;
        View result = Allocate(node.Shape, isLanewise ? Samplewise : Featurewise, node.Op.Name);
        views[node] = result;
        Steps.Add(new AttentionStep(node, [queries, keys, values], result, count, isLanewise, isa, workers));
    }

    private void EmitAttentionGradient(Tensor node)
    {
        bool isLanewise = IsLanewise(node.Shape, ViewOf(node.Inputs[0]));
        View[] inputs =
        [
            .. node
                .Inputs.Take(5)
                .Select(
                    (input, i) =>
                        InOrder(
                            ViewOf(input),
                            input.Shape,
                            isLanewise ? Samplewise
                                : i is 1 or 2 ? Positionwise
                                : Featurewise
                        )
                ),
        ];
        View keyRows = isLanewise ? inputs[1] : InOrder(ViewOf(node.Inputs[1]), node.Inputs[1].Shape, Featurewise);
        View? count = node.Inputs.Count > 5 ? ViewOf(node.Inputs[5]) : null;
        View result = Allocate(node.Shape, isLanewise ? Samplewise : Featurewise, node.Op.Name);
        views[node] = result;
        Steps.Add(new AttentionGradientStep(node, inputs, keyRows, result, count, isLanewise, isa, workers));
    }

    /// <summary>Whether vectors run over samples: there are enough of them, and they are not stored feature by feature.</summary>
    private static bool IsLanewise(Shape shape, View queries) =>
        shape[0] >= ManySamples && (queries.Strides[2] != 1 || shape[1] == 1);
}
