using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="NcsnV2"/>.</summary>
public sealed record NcsnV2Options : ScoreSdeOptions
{
    /// <summary>The defaults: pixels of a range of 1, as in the paper, σ_max of MNIST, and 5 steps of each level.</summary>
    public NcsnV2Options()
    {
        Process = NoiseProcess.VarianceExploding;
        Pixels = PixelScale.Dequantised;
        MaxNoise = 16;
    }

    /// <summary>Two resolutions of few channels, and fewer steps of each level, for a quick trial.</summary>
    public static new NcsnV2Options Small { get; } =
        new()
        {
            Channels = [16, 24],
            Epochs = 10,
            LevelSteps = 3,
            Steps = 20,
            ImputationSteps = 8,
            ImputationRepeats = 2,
        };

    /// <summary>L, the noise levels; 0 for as many as overlap by the paper's technique 2.</summary>
    [Description("noise levels; 0 for as many as overlap by the paper's rule")]
    [Range(0, 100_000)]
    public int NoiseLevels { get; init; }

    /// <summary>Steps of Langevin dynamics at each level; 5 in the paper.</summary>
    [Description("steps of Langevin dynamics at each noise level (the default sampler; others take --steps)")]
    [Range(1, 10_000)]
    [Sampling(ModelUses.Sampling)]
    public int LevelSteps { get; init; } = 5;

    /// <summary>Its network's output has been ẑ from the beginning.</summary>
    internal override int FirstFormat => 1;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) => option.Name != nameof(Process) && base.IsUsed(option);
}

/// <summary>
/// NCSNv2, a noise-conditional score network. Song and Ermon 2020, arXiv:2006.09011: the score at all noise levels σ is s(x, σ) = s(x)/σ of one network that
/// does not see σ (technique 3), trained by ½‖σ s(x + σ z, σ) + z‖² at levels in geometric progression (technique 2). Samples follow annealed Langevin
/// dynamics, x ← x + α s + √(2α) z with α = ε σ²/σ_min² (algorithm 1, technique 4), and end with x + σ_min² s. Density, latents and the other samplers are those
/// of <see cref="ScoreSde"/> with this score.
/// </summary>
[Model(
    "ncsnv2",
    Learns = typeof(ImageSet),
    Title = "NCSNv2",
    Paper = "Song and Ermon 2020, arXiv:2006.09011",
    Summary = "the score of images at many noise levels, sampled by annealed Langevin dynamics"
)]
public sealed class NcsnV2 : ScoreSde
{
    private readonly NcsnV2Options options;
    private readonly double[] levels;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and noise levels.</param>
    /// <param name="space">Of images of continuous pixels that can be downsampled once less than there are resolutions.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public NcsnV2(NcsnV2Options options, ModelSpace space, ulong? seed = 0)
        : base("ncsnv2", options, space, seed, scope => WithoutTime(CreateNetwork(scope, space, options)))
    {
        this.options = options;
        int count =
            options.NoiseLevels > 0 ? options.NoiseLevels : NcsnLevels.Count(Width, options.MaxNoise, options.MinNoise);
        double rate = Math.Log(options.MinNoise / options.MaxNoise) / Math.Max(1, count - 1);
        levels = [.. Enumerable.Range(0, count).Select(i => options.MaxNoise * Math.Exp(rate * i))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "weighted squared error of the score",
                (rows, _) =>
                {
                    int batch = rows.Shape[0];
                    var table = Tensor.Constant([levels.Length], [.. levels.Select(level => (float)level)]);
                    var level = table.Gather((TimeSamples.Uniform(batch, stream: 1) * levels.Length).Floor());
                    return ScoreLoss(
                        Condition.Of(Condition.Dropped(rows)),
                        Condition.Values(rows),
                        Tensor.RandomNormal([batch, Width], stream: 0),
                        level
                    );
                },
                Parameters.Trained
            ),
        ];

    /// <summary>The mean loss ½‖σ s + z‖² for given noise and levels, where −σ s is the network's output.</summary>
    /// <param name="network">From x to −σ s.</param>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">z: [batch, d].</param>
    /// <param name="level">σ: [batch, 1].</param>
    internal static Tensor ScoreLoss(Func<Tensor, Tensor, Tensor> network, Tensor rows, Tensor noise, Tensor level) =>
        (network(rows + (level * noise), level) - noise).Square().Sum([1]).Mean() * 0.5f;

    // Each step has α s = −α ẑ/σ with α = e σ², √(2α), and the network's inputs.
    private protected override Tensor SampleByDefault(Tensor noise, Func<Tensor, Tensor, Tensor> network)
    {
        double ratio = levels.Length > 1 ? levels[0] / levels[1] : 1;
        double step = NcsnLevels.Step(ratio, options.LevelSteps);
        double[][] numbers =
        [
            .. levels.SelectMany(level =>
                Enumerable.Repeat<double[]>(
                    [-step * level, Math.Sqrt(2 * step) * level, .. At(level)],
                    options.LevelSteps
                )
            ),
        ];
        var x = TimeLoop.Run(
            numbers,
            [noise * (float)options.MaxNoise],
            (row, state) =>
                [
                    state[0]
                        + (row[0] * Velocity(network, state[0], row[2..]))
                        + (row[1] * Tensor.RandomNormal(noise.Shape, stream: 1)),
                ]
        )[0];
        Tensor[] last = Array.ConvertAll(At(levels[^1]), value => Tensor.Constant([1, 1], (float)value));
        return x - ((float)levels[^1] * Velocity(network, x, last));
    }

    private protected override Tensor Noise(Func<Tensor, Tensor, Tensor> network, Tensor x, Tensor[] at) =>
        network(x, at[3]);

    // The network sees x as it is, and not σ; tests of the sampler do.
    private protected override double[] At(double time) => [1, time, 1, time];

    private static ConditionedNetwork WithoutTime(ConditionedNetwork network) =>
        (x, _, classes) => network(x, Tensor.Constant([1, 1], 0), classes);
}
