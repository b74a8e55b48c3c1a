using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// p(indices) by a transformer over the codebook indices of an image, rows from the top. One symbol more than there are indices stands
/// before the first and is never sampled.
/// </summary>
internal sealed class LatentPrior
{
    private readonly TokenTransformer network;
    private readonly int codes;
    private readonly int positions;

    /// <summary>Makes the prior.</summary>
    /// <param name="scope">Where its parameters go.</param>
    /// <param name="options">Its sizes.</param>
    /// <param name="positions">Indices per image.</param>
    public LatentPrior(ParameterScope scope, VqVaeOptions options, int positions)
    {
        (codes, this.positions) = (options.CodebookSize, positions);
        network = new TokenTransformer(
            scope,
            new TokenTransformerShape(
                codes + 1,
                positions,
                options.PriorWidth,
                options.PriorHeads,
                options.PriorLayers,
                options.PriorHidden,
                options.Dropout
            )
        );
    }

    /// <summary>log p of the indices of images: [batch], in nats.</summary>
    /// <param name="numbers">[batch, positions].</param>
    /// <param name="pass">Whether this is training.</param>
    public Tensor LogProbability(Tensor numbers, ForwardPass pass)
    {
        int batch = numbers.Shape[0];
        var start = Tensor.Constant([batch, 1], codes);
        var before = positions == 1 ? start : Tensor.Concatenate(1, start, numbers.Slice(1, 0, positions - 1));
        var logits = network.Apply(before, pass).Slice(2, 0, codes); // [batch, positions, codes]
        var found = logits.LogSoftmaxAlong(2, numbers.Reshape([batch, positions, 1]));
        return found.Sum([1, 2]);
    }

    /// <summary>Samples the indices of images.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="temperature">By which logits are divided.</param>
    /// <returns>The indices, [count, positions], and log p of each at temperature 1, likewise.</returns>
    public (Tensor Numbers, Tensor LogProbability) Sample(int count, double temperature)
    {
        Tensor[] start =
        [
            Tensor.Constant([count, positions], 0),
            Tensor.Constant([count, positions], 0),
            Tensor.Constant([count], codes),
        ];
        var end = Tensor.Loop(
            positions,
            [.. start, .. network.Nothing(count)],
            (position, states) =>
            {
                var memory = new LoopMemory(position, [.. states.Skip(3)]);
                var logits = network.StepIn(states[2], position, memory).Slice(1, 0, codes);
                var sampled = Categorical.Sample(logits * (float)(1 / temperature), stream: 0); // [count]
                var one = sampled.Reshape([count, 1]);
                return
                [
                    states[0].StoreAt(1, position, one),
                    states[1].StoreAt(1, position, logits.LogSoftmaxAlong(1, one)),
                    sampled,
                    .. memory.Next,
                ];
            }
        );
        return (end[0], end[1]);
    }
}
