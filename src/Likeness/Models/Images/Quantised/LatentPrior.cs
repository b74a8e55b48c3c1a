using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>
/// p(indices | class) by a transformer over the codebook indices of an image, rows from the top. A symbol for each class, and one for no class, stand
/// before the first index and are never sampled.
/// </summary>
internal sealed class LatentPrior
{
    private readonly TokenTransformer network;
    private readonly int codes;
    private readonly int positions;
    private readonly int classes;

    /// <summary>Makes the prior.</summary>
    /// <param name="scope">Where its parameters go.</param>
    /// <param name="options">Its sizes.</param>
    /// <param name="codes">K: indices are 0 to K − 1.</param>
    /// <param name="positions">Indices per image.</param>
    /// <param name="classes">Classes of images; 0 for none.</param>
    public LatentPrior(ParameterScope scope, QuantisedOptions options, int codes, int positions, int classes = 0)
    {
        (this.codes, this.positions, this.classes) = (codes, positions, classes);
        network = new TokenTransformer(
            scope,
            new TokenTransformerShape(
                codes + classes + 1,
                positions,
                options.PriorWidth,
                options.PriorHeads,
                options.PriorLayers,
                options.PriorHidden,
                options.Dropout
            )
        );
    }

    /// <summary>The logits of each index given those before: [batch, positions, codes].</summary>
    /// <param name="numbers">[batch, positions].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <param name="of">Classes, [batch], where their number stands for no class; null of images without classes.</param>
    public Tensor Logits(Tensor numbers, ForwardPass pass, Tensor? of = null)
    {
        var start = Start(numbers.Shape[0], of).Reshape([numbers.Shape[0], 1]);
        var before = positions == 1 ? start : Tensor.Concatenate(1, start, numbers.Slice(1, 0, positions - 1));
        return network.Apply(before, pass).Slice(2, 0, codes);
    }

    /// <summary>log p of the indices of images: [batch], in nats.</summary>
    /// <param name="numbers">[batch, positions].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <param name="of">Classes, [batch], where their number stands for no class; null of images without classes.</param>
    public Tensor LogProbability(Tensor numbers, ForwardPass pass, Tensor? of = null)
    {
        var found = Logits(numbers, pass, of).LogSoftmaxAlong(2, numbers.Reshape([numbers.Shape[0], positions, 1]));
        return found.Sum([1, 2]);
    }

    /// <summary>Samples the indices of images.</summary>
    /// <param name="count">How many images.</param>
    /// <param name="sampling">Temperature and truncation.</param>
    /// <param name="of">Classes, [count]; null of images without classes.</param>
    /// <param name="guidance">s of classifier-free guidance: logits are F_∅ + s (F_y − F_∅).</param>
    /// <returns>The indices, [count, positions], and log p of each before temperature and truncation, likewise.</returns>
    public (Tensor Numbers, Tensor LogProbability) Sample(
        int count,
        TokenSampling sampling,
        Tensor? of = null,
        double guidance = 1
    )
    {
        bool isGuided = of is not null && guidance is not (0 or 1);
        var before = Start(count, guidance == 0 ? null : of);
        before = isGuided ? Tensor.Concatenate(0, before, Start(count, null)) : before;
        int rows = before.Shape[0];
        Tensor[] start = [Tensor.Constant([count, positions], 0), Tensor.Constant([count, positions], 0), before];
        var end = Tensor.Loop(
            positions,
            [.. start, .. network.Nothing(rows)],
            (position, states) =>
            {
                var memory = new LoopMemory(position, [.. states.Skip(3)]);
                var logits = network.StepIn(states[2], position, memory).Slice(1, 0, codes);
                if (isGuided)
                {
                    var free = logits.Slice(0, count, count);
                    logits = free + ((float)guidance * (logits.Slice(0, 0, count) - free));
                }

                var sampled = Categorical.Sample(sampling.Left(logits), stream: 0); // [count]
                var one = sampled.Reshape([count, 1]);
                return
                [
                    states[0].StoreAt(1, position, one),
                    states[1].StoreAt(1, position, logits.LogSoftmaxAlong(1, one)),
                    isGuided ? Tensor.Concatenate(0, sampled, sampled) : sampled,
                    .. memory.Next,
                ];
            }
        );
        return (end[0], end[1]);
    }

    // The symbols before the first index: [batch].
    private Tensor Start(int batch, Tensor? of) => of is null ? Tensor.Constant([batch], codes + classes) : of + codes;
}
