using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Nn;

namespace Likeness.Models.Tables;

/// <summary>
/// TabDDPM, Kotelnikov et al. 2023, arXiv:2209.15421. Numbers, as normal scores, have Gaussian noise: x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε, and the network
/// minimises the squared error of ε (Ho et al. 2020, eq. 14). Each category has multinomial noise: q(x_t|x₀) = ᾱ_t x₀ + (1 − ᾱ_t)/K, and it minimises
/// T · KL(q(x_(t − 1)|x_t, x₀) ‖ q(x_(t − 1)|x_t, x̂₀)) with x̂₀ a softmax (Hoogeboom et al. 2021, arXiv:2102.05379, eq. 11 to 15), averaged over categories (the
/// paper's eq. 6). The loss is multiplied by the number of columns. Rows are sampled by all T steps.
/// </summary>
[Model(
    "tabddpm",
    Title = "TabDDPM",
    Paper = "Kotelnikov et al. 2023, arXiv:2209.15421",
    Summary = "diffusion of mixed rows: Gaussian noise for numbers, multinomial for categories"
)]
public sealed class TabDdpm : GenerativeModel
{
    private const float MinProbability = 1e-30f;

    // Estimates of a standardised number are clipped to this while sampling, as Ho et al. clip pixels.
    private const float MaxNumber = 6;

    private readonly TabDdpmOptions options;
    private readonly ColumnBlocks blocks;
    private readonly DenoisingNet network;
    private readonly double[] kept; // ᾱ_t for t = 0 … T

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">The columns.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public TabDdpm(TabDdpmOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        blocks = new ColumnBlocks(space);
        network = new DenoisingNet(Scope.At("network"), blocks.Width, options.Hidden, options.Blocks);
        kept = [1, .. new NoiseSchedule(options.Noise, options.NoiseSteps).Kept];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "squared error of the noise and multinomial KL divergence",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var step = (TimeSamples.Uniform(batch, stream: 1) * options.NoiseSteps).Floor() + 1;
                    ulong stream = 2;
                    return Loss(
                        rows,
                        step,
                        Tensor.RandomNormal([batch, Dimensions], stream: 0),
                        logits => Categorical.Sample(logits, stream++)
                    );
                },
                Parameters.Trained
            ),
        ];

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        var start = blocks.Encode(
            blocks.Decode(
                block => Tensor.RandomNormal([count, 1], Stream(block)),
                block =>
                    (Tensor.RandomUniform([count, 1], Stream(block)) * block.Levels).Floor().Minimum(block.Levels - 1)
            )
        );
        double[][] numbers = [.. Enumerable.Range(0, options.NoiseSteps).Select(i => Step(options.NoiseSteps - i))];
        var features = TimeLoop.Run(numbers, [start], (step, state) => [Denoised(state[0], step)])[0];
        return blocks.Decode(
            block => ColumnBlocks.NumberOf(block, features),
            block => LevelOf(ColumnBlocks.LevelsOf(block, features))
        );
    }

    /// <summary>The mean loss of rows for given steps and noise.</summary>
    /// <param name="rows">[batch, columns].</param>
    /// <param name="step">t, whole numbers from 1 to T: [batch, 1].</param>
    /// <param name="noise">ε of each column that is a number: [batch, columns].</param>
    /// <param name="sample">Samples levels, [batch], of log-probabilities, [batch, levels].</param>
    internal Tensor Loss(Tensor rows, Tensor step, Tensor noise, Func<Tensor, Tensor> sample)
    {
        var table = Tensor.Constant([kept.Length], [.. kept.Select(fraction => (float)fraction)]);
        var (fraction, before) = (table.Gather(step), table.Gather(step - 1)); // ᾱ_t and ᾱ_(t − 1): [batch, 1]
        var clean = blocks.Encode(rows);
        var noisy = new List<Tensor>();
        foreach (var (block, i) in blocks.All.Select((block, i) => (block, i)))
        {
            noisy.Add(
                block.IsCategory
                    ? ColumnBlocks.OneHot(
                        sample(Mixed(ColumnBlocks.LevelsOf(block, clean), fraction).Log()).Reshape(step.Shape),
                        block.Levels
                    )
                    : (fraction.Sqrt() * ColumnBlocks.NumberOf(block, clean))
                        + ((1 - fraction).Sqrt() * noise.Slice(1, i, 1))
            );
        }

        var x = Tensor.Concatenate(1, [.. noisy]);
        var output = network.Apply(x, step * (1f / options.NoiseSteps));
        int categories = blocks.All.Count(block => block.IsCategory);
        int count = Dimensions - categories;
        var total = Tensor.Constant(step.Shape, 0);
        foreach (var (block, i) in blocks.All.Select((block, i) => (block, i)))
        {
            total += block.IsCategory
                ? Divergence(
                    ColumnBlocks.LevelsOf(block, clean),
                    ColumnBlocks.LevelsOf(block, x),
                    ColumnBlocks.LevelsOf(block, output),
                    fraction,
                    before
                ) * (options.NoiseSteps / (float)categories)
                : (ColumnBlocks.NumberOf(block, output) - noise.Slice(1, i, 1)).Square() * (1f / count);
        }

        return total.Mean() * Dimensions;
    }

    /// <summary>KL(q(x_(t − 1)|x_t, x₀) ‖ q(x_(t − 1)|x_t, x̂₀)) of a category.</summary>
    /// <param name="clean">x₀: [batch, levels].</param>
    /// <param name="current">x_t: [batch, levels].</param>
    /// <param name="logits">Of x̂₀: [batch, levels].</param>
    /// <param name="fraction">ᾱ_t: [batch, 1].</param>
    /// <param name="before">ᾱ_(t − 1): [batch, 1].</param>
    /// <returns>[batch, 1].</returns>
    internal static Tensor Divergence(Tensor clean, Tensor current, Tensor logits, Tensor fraction, Tensor before)
    {
        var target = Posterior(current, clean, fraction, before);
        var model = Posterior(current, logits.Softmax(1), fraction, before);
        var logs = target.Maximum(MinProbability).Log() - model.Maximum(MinProbability).Log();
        return (target * logs).Sum([1], keepDimensions: true);
    }

    // q(x_(t − 1)|x_t, x₀), proportional to (α_t x_t + (1 − α_t)/K) · (ᾱ_(t − 1) x₀ + (1 − ᾱ_(t − 1))/K).
    private static Tensor Posterior(Tensor current, Tensor clean, Tensor fraction, Tensor before)
    {
        var product = Mixed(current, fraction / before) * Mixed(clean, before);
        return product / product.Sum([1], keepDimensions: true);
    }

    private static Tensor Mixed(Tensor levels, Tensor fraction) =>
        (fraction * levels) + ((1 - fraction) * (1f / levels.Shape[1]));

    // ᾱ_t, ᾱ_(t − 1), the standard deviation of the noise that is added to numbers, and the time input of the network.
    private double[] Step(int t)
    {
        double variance = (1 - kept[t - 1]) / (1 - kept[t]) * (1 - (kept[t] / kept[t - 1]));
        return [kept[t], kept[t - 1], Math.Sqrt(variance), t / (double)options.NoiseSteps];
    }

    private Tensor Denoised(Tensor x, Tensor[] step)
    {
        var (fraction, before) = (step[0], step[1]);
        var output = network.Apply(x, step[3]);
        int count = x.Shape[0];
        return Tensor.Concatenate(
            1,
            [
                .. blocks.All.Select(block =>
                {
                    if (block.IsCategory)
                    {
                        var guess = ColumnBlocks.LevelsOf(block, output).Softmax(1);
                        var next = Posterior(ColumnBlocks.LevelsOf(block, x), guess, fraction, before);
                        var level = Categorical.Sample(next.Maximum(MinProbability).Log(), Stream(block) + 1);
                        return ColumnBlocks.OneHot(level.Reshape([count, 1]), block.Levels);
                    }

                    var alpha = fraction / before;
                    var current = ColumnBlocks.NumberOf(block, x);
                    var clean =
                        (current - ((1 - fraction).Sqrt() * ColumnBlocks.NumberOf(block, output))) / fraction.Sqrt();
                    clean = clean.Maximum(-MaxNumber).Minimum(MaxNumber);
                    // The mean of q(x_(t − 1)|x_t, x₀): Ho et al. 2020, eq. 7.
                    var mean =
                        ((before.Sqrt() * (1 - alpha) * clean) + (alpha.Sqrt() * (1 - before) * current))
                        / (1 - fraction);
                    return mean + (step[2] * Tensor.RandomNormal([count, 1], Stream(block) + 1));
                }),
            ]
        );
    }

    private static Tensor LevelOf(Tensor oneHot)
    {
        int levels = oneHot.Shape[1];
        var numbers = Tensor.Constant([levels], [.. Enumerable.Range(0, levels).Select(k => (float)k)]);
        return (oneHot * numbers).Sum([1], keepDimensions: true);
    }

    private static ulong Stream(ColumnBlock block) => 2 * (ulong)block.Start;
}
