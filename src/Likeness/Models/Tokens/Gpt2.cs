using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>How <see cref="Gpt2"/> represents and predicts values.</summary>
public enum TokenHead
{
    /// <summary>
    /// As numbers: inputs are sines and cosines of the value, the prediction is a mixture of logistic distributions over ordered bins. A table with
    /// categories or missing values has tokens instead.
    /// </summary>
    Mixture,

    /// <summary>As tokens: a vector and a probability per bin.</summary>
    Softmax,
}

/// <summary>Options of <see cref="Gpt2"/>.</summary>
public sealed record Gpt2Options : TokenOptions
{
    /// <summary>
    /// The defaults. On the points of π, 3,500 for training and 1,500 held out (one seed; real samples: C2ST of 0.486 to 0.510), the held-out loss was
    /// lowest after about 45 epochs, hence the patience. 100 epochs gave a mean log-density of 7.387 nats and a C2ST accuracy of 0.511, 0.513 and 0.515
    /// (k-nearest neighbours, logistic regression, random forest), 45 epochs with a cooldown 7.384 and 0.513, 0.501 and 0.543; 60 epochs with dropout 0.1
    /// 7.206, also with 3 frequencies instead of 5 7.124, and with 20 components 7.166. Measured with PyTorch's initialisation instead of GPT-2's.
    /// </summary>
    public Gpt2Options()
    {
        Transform = TransformKind.Bins;
        Epochs = 100;
        BatchSize = 64;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
        Patience = 25;
    }

    /// <summary>
    /// The sizes and the training of the reference implementation, colored-pi-generator (github.com/tychen5/GenerativeAI_LLM_AIGC, notebook Solution2_GPT2): GPT-2
    /// with 12 layers, width 768, 12 heads and dropout 0.1 (85 million parameters), next-token cross-entropy, AdamW at 0.001 without decay, 100 epochs, one row a
    /// step. The reference starts from OpenAI's weights and writes two rows as text of decimal digits in GPT-2's own tokens; here a column is a token and weights
    /// start at random. 100 epochs of 5,000 rows are 500,000 steps, hours to days on two cores.
    /// </summary>
    [FormerName("origin")]
    public static Gpt2Options PiGenerator { get; } =
        new()
        {
            Head = TokenHead.Softmax,
            Width = 768,
            Heads = 12,
            Layers = 12,
            Hidden = 3072,
            Dropout = 0.1,
            Epochs = 100,
            BatchSize = 1,
            Optimiser = OptimiserKind.Adamw,
            LearningRate = 1e-3,
            WeightDecay = 0,
            Schedule = LearningRateSchedule.Constant,
            Averaging = 0,
            Patience = 0,
        };

    /// <summary>How values are represented and predicted.</summary>
    [Description(
        "how values are represented and predicted: mixture (as ordered numbers) or softmax (as tokens; always for a table with categories or missing values)"
    )]
    public TokenHead Head { get; init; } = TokenHead.Mixture;

    /// <summary>K, the samples of which one is kept where missing columns come before observed ones.</summary>
    [Sampling(ModelUses.Imputation)]
    [Description("samples of which one is kept where missing columns come before observed ones")]
    [Range(1, 4096)]
    [FormerName("completion-draws")]
    public int ImputationSamples { get; init; } = 64;
}

/// <summary>
/// Rows as sequences of tokens, one per column: p(x) = Π p(x_i | x_1 … x_(i − 1)), each factor from a transformer over the columns before.
/// Radford et al. 2019 (GPT-2): pre-norm layers, GELU, next-token cross-entropy. The tokens of a column are its bins: those of its own
/// grid, or quantiles; the probability of a bin is exact. Missing values are sampled with observed columns in their places, and one of K such
/// samples is kept by the likelihood of the observed values (importance resampling, Rubin 1987); where the observed columns come first, it is exact.
/// </summary>
[Model(
    "gpt2",
    Title = "GPT-2",
    Paper = "Radford et al. 2019, Language Models are Unsupervised Multitask Learners",
    Summary = "sequences of tokens, each predicted from those before"
)]
public sealed class Gpt2 : GenerativeModel, IDensityModel, IImputer
{
    private readonly Gpt2Options options;
    private readonly ColumnScale scale;
    private readonly IColumnHead head;
    private readonly Parameter start;
    private readonly IColumnTokens? tokens;
    private readonly TransformerStack stack;
    private readonly ColumnLinear outputs;
    private readonly Dropout dropout;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes, and how values are represented.</param>
    /// <param name="space">The columns; binned, or continuous for a mixture.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads, or the head is softmax and columns are continuous.</exception>
    public Gpt2(Gpt2Options options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        scale = new ColumnScale(space);
        bool isTokens = options.Head == TokenHead.Softmax || scale.HasLevels;
        if (isTokens && !scale.IsBins)
        {
            throw new LikenessException(
                "Head is softmax, which needs binned columns (give --transform bins, or --head mixture)"
            );
        }

        var sampling = TokenSampling.FromOptions(options);
        head = isTokens ? new SoftmaxHead(scale, sampling) : new MixtureHead(scale, options.Mixture, sampling);
        start = Scope.Normal("start", [options.Width], 0.02);
        int seen = space.Width - 1;
        tokens =
            seen == 0 ? null
            : isTokens ? new BinTokens(Scope, space, seen, options.Width)
            : new ValueTokens(Scope.At("tokens"), scale, seen, options.Width, options.Waves);
        stack = TransformerStack.ForGpt2(
            Scope.At("h"),
            options.Width,
            options.Layers,
            options.Heads,
            options.Hidden,
            options.Dropout
        );
        outputs = new ColumnLinear(Scope.At("head"), space.Width, options.Width, head.Outputs);
        dropout = new Dropout(options.Dropout);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("negative log-likelihood", (rows, pass) => -LogDensity(rows, pass).Mean(), Parameters.Trained)];

    /// <inheritdoc/>
    internal override bool IsDecayed(Parameter parameter) => TransformerStack.IsDecayed(parameter);

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public string ImputationKind =>
        $"exact where the observed columns come first, else one of {options.ImputationSamples} samples by their weights (importance resampling)";

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => LogDensity(rows, ForwardPass.Inference);

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Made(count, null, null).Rows;

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        (int batch, int columns, int samples) = (rows.Shape[0], Dimensions, options.ImputationSamples);
        Tensor Repeated(Tensor x) =>
            x.Reshape([batch, 1, columns]).BroadcastTo([batch, samples, columns]).Reshape([batch * samples, columns]);
        var (made, logWeight) = Made(batch * samples, Repeated(rows), Repeated(known));
        var chosen = Categorical.Sample(logWeight.Reshape([batch, samples]), stream: 2).Reshape([batch, 1, 1]);
        var kept = made.Reshape([batch, samples, columns]).TakeAlong(1, chosen).Reshape([batch, columns]);
        return known.Where(rows, kept);
    }

    /// <summary>log p of each row: [batch].</summary>
    internal Tensor LogDensity(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        var x = start.Tensor.BroadcastTo([batch, 1, options.Width]);
        x = tokens is null ? x : Tensor.Concatenate(1, x, tokens.Apply(rows.Slice(1, 0, Dimensions - 1)));
        x = stack.Apply(dropout.Apply(x, pass), pass, isCausal: true); // [batch, d, width]
        return head.LogProbability(outputs.Apply(x), rows, scale.Bins).Sum([1]);
    }

    /// <summary>Rows sampled column by column, and the log-likelihood of the observed values.</summary>
    private (Tensor Rows, Tensor LogWeight) Made(int count, Tensor? rows, Tensor? given)
    {
        IReadOnlyList<Tensor> Step(Tensor i, IReadOnlyList<Tensor> states)
        {
            var memory = new LoopMemory(i, [.. states.Skip(2)]);
            var (output, bins) = (Output(i, states[0], memory), scale.Bins.Gather(i));
            var value = head.Sample(output, bins, stream: 0); // [count, 1]
            var logWeight = states[1];
            if (rows is not null && given is not null)
            {
                (var known, var fixedValue) = (At(given, i), At(rows, i));
                value = known.Where(fixedValue, value);
                logWeight += (head.LogProbability(output, value, bins) * known).Reshape([count]);
            }

            return [states[0].StoreAt(1, i, value), logWeight, .. memory.Next];
        }

        Tensor[] before = [Tensor.Constant([count, Dimensions], 0), Tensor.Constant([count], 0)];
        var after = Tensor.Loop(Dimensions, [.. before, .. stack.Nothing(count, Dimensions)], Step);
        return (after[0], after[1]);
    }

    /// <summary>The outputs of the network for column i: [count, 1, outputs].</summary>
    private Tensor Output(Tensor i, Tensor rows, LoopMemory memory)
    {
        int count = rows.Shape[0];
        var x = start.Tensor.BroadcastTo([count, options.Width]);
        if (tokens is not null)
        {
            var last = (i - 1).Maximum(0);
            x = i.GreaterThan(0).Where(tokens.ApplyAt(At(rows, last), last), x);
        }

        return outputs.ApplyAt(stack.Step(x, memory), i).Reshape([count, 1, head.Outputs]);
    }

    /// <summary>One column: [batch, 1].</summary>
    private static Tensor At(Tensor rows, Tensor column) => rows.TakeAlong(1, column.Reshape([1, 1]));
}
