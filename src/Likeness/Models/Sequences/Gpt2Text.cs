using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Interop;
using Likeness.Modalities.Text.Data;
using Likeness.Models.ReferenceWeights;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Sequences;

/// <summary>Options of <see cref="Gpt2Text"/>.</summary>
public sealed record Gpt2TextOptions : SequenceOptions
{
    /// <summary>
    /// The defaults: 1.9 million parameters, for a text of one to five megabytes; a quarter of an hour on two cores for one. Measured on 0.9 MB of
    /// Shakespeare: 2.11 bits per byte of the tenth that follows, 5-grams 2.26 (with PyTorch's initialisation instead of GPT-2's).
    /// </summary>
    public Gpt2TextOptions()
    {
        Context = 256;
        Epochs = 20;
        BatchSize = 8;
        LearningRate = 2e-3;
        WarmUp = 1;
        Optimiser = OptimiserKind.Adamw;
        WeightDecay = 0.1;
        Beta2 = 0.99;
        ClipNorm = 1;
        Schedule = LearningRateSchedule.Cosine;
    }

    /// <summary>A tiny network, for a quick trial.</summary>
    public static Gpt2TextOptions Small { get; } =
        new()
        {
            Context = 32,
            BatchSize = 16,
            Width = 32,
            Heads = 2,
            Layers = 2,
            Hidden = 64,
            LearningRate = 3e-3,
            Dropout = 0,
            WarmUp = 0,
            Epochs = 1,
        };

    /// <summary>Features of a token.</summary>
    [Description("features of a token; a multiple of the heads")]
    [Range(1, 65_536)]
    public int Width { get; init; } = 192;

    /// <summary>Heads of attention.</summary>
    [Description("heads of attention")]
    [Range(1, 1024)]
    public int Heads { get; init; } = 6;

    /// <summary>Transformer layers.</summary>
    [Description("transformer layers")]
    [Range(1, 256)]
    public int Layers { get; init; } = 4;

    /// <summary>Width of the perceptron in each layer.</summary>
    [Description("width of the perceptron in each layer")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 768;

    /// <summary>The probability of dropout.</summary>
    [Description("probability of dropout")]
    [Range(0, 0.99)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>The standard deviation of the first weights; 0.02 in GPT-2, whose narrowest network has 768 features.</summary>
    [Description("standard deviation of the first weights")]
    [Range(1e-6, 10)]
    public double Deviation { get; init; } = 0.02;

    /// <summary>
    /// The length of the n-grams of the training text whose probabilities are mixed with the network's, with a weight that validation text decides; 0 for
    /// none. Jelinek and Mercer 1980, Interpolated estimation of Markov source parameters from sparse data.
    /// </summary>
    [Description("length of the n-grams whose probabilities are mixed with the network's; 0 for none")]
    [Range(0, NGramModel.MaxOrder)]
    public int NGrams { get; init; }

    internal override WeightLayout ReferenceLayout => Gpt2Layout.Instance;
}

/// <summary>
/// Text as a sequence of tokens, bytes or byte pairs, each predicted from those before. Radford et al. 2019 (GPT-2), see
/// <see cref="TokenTransformer"/>.
/// </summary>
[Model(
    "gpt2",
    Learns = typeof(TextCorpus),
    Title = "GPT-2",
    Paper = "Radford et al. 2019, Language Models are Unsupervised Multitask Learners",
    Summary = "text token by token, each predicted from those before"
)]
public sealed class Gpt2Text : SequenceModel, IFitted, IStoredArrays
{
    private readonly TokenTransformer network;
    private readonly NGramMixture? mixture;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes, and how tokens are sampled.</param>
    /// <param name="space">Windows of tokens.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">
    /// The width does not divide into the heads, the space is not of sequences, or the n-grams are too long for so many tokens.
    /// </exception>
    public Gpt2Text(Gpt2TextOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        network = new TokenTransformer(
            Scope,
            new TokenTransformerShape(
                space.Dimensions[0].Bins,
                Positions - 1,
                options.Width,
                options.Heads,
                options.Layers,
                options.Hidden,
                options.Dropout,
                Deviation: options.Deviation
            )
        );
        mixture = options.NGrams > 0 ? new NGramMixture(Scope, space.Dimensions[0].Bins, options.NGrams) : null;
    }

    /// <inheritdoc/>
    internal override bool IsDecayed(Parameter parameter) => TransformerStack.IsDecayed(parameter);

    /// <inheritdoc/>
    public override IStepNetwork Network => network;

    /// <inheritdoc/>
    public override int Start => Space.Start;

    /// <inheritdoc/>
    public bool HasFit => mixture is not null;

    /// <inheritdoc/>
    /// <remarks>Before it, the network predicts alone.</remarks>
    public bool NeedsFit => false;

    /// <inheritdoc/>
    public int MaxFittedRows => NGramMixture.MaxRows(Positions);

    /// <inheritdoc/>
    internal override NGramMixture? Mixture => mixture is { IsFitted: true } ? mixture : null;

    /// <inheritdoc/>
    public void Fit(FitRows fit) =>
        mixture?.Fit(fit, Positions, symbols => network.Apply(symbols, ForwardPass.Inference));

    /// <inheritdoc/>
    public IReadOnlyList<TensorData> ToTensors() => mixture?.ToTensors() ?? [];

    /// <inheritdoc/>
    public void FromTensors(SafetensorsFile file) => mixture?.FromTensors(file);

    /// <inheritdoc/>
    public void CopyArraysFrom(IStoredArrays other)
    {
        if (((Gpt2Text)other).mixture is { } source)
        {
            mixture?.CopyFrom(source);
        }
    }

    /// <inheritdoc/>
    internal override Tensor Logits(Tensor symbols, SequenceCondition condition, ForwardPass pass, int from = 0)
    {
        var logits = network.Apply(symbols, pass);
        return from == 0 ? logits : logits.Slice(1, from, logits.Shape[1] - from);
    }
}
