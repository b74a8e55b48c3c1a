using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>How <see cref="Gpt2"/> tells values and predicts them.</summary>
public enum TokenHead
{
    /// <summary>As numbers: a value is told by waves, and predicted by a mixture of logistic distributions over the cells, which know order.</summary>
    Mixture,

    /// <summary>As words: a vector and a probability for each cell by itself.</summary>
    Softmax,
}

/// <summary>Options of <see cref="Gpt2"/>.</summary>
public sealed record Gpt2Options : TokenOptions
{
    /// <summary>
    /// The defaults. Measured on the origin's points, 3,500 to learn from and 1,500 held out (one seed; a real sample shows C2ST of 0.486 to
    /// 0.510): the held-out loss is lowest after about 45 epochs, whence the patience. 100 epochs gave a mean log p of 7.387 nats in the
    /// units of the unit cube and C2ST of 0.511, 0.513 and 0.515 (nearest neighbours, logistic regression, forest), 45 that cool
    /// down 7.384 and 0.513, 0.501 and 0.543; with dropout 0.1, 60 epochs 7.206, with 3 waves in place of 5 as well 7.124, with
    /// 20 components besides 7.166.
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
    /// The literal recipe: words and next-token cross-entropy. The origin's text names no sizes; they are assumed small, with GPT-2's dropout.
    /// </summary>
    [FormerName("origin")]
    public static Gpt2Options PiGenerator { get; } =
        new()
        {
            Head = TokenHead.Softmax,
            Width = 128,
            Layers = 4,
            Hidden = 512,
            Dropout = 0.1,
            Epochs = 50,
            LearningRate = 5e-4,
            Schedule = LearningRateSchedule.Constant,
            Averaging = 0,
        };

    /// <summary>How values are told and predicted.</summary>
    [Description("how values are told and predicted: mixture (as numbers, in order) or softmax (as words)")]
    public TokenHead Head { get; init; } = TokenHead.Mixture;

    /// <summary>K, the draws of which one is kept where missing columns come before given ones.</summary>
    [Sampling]
    [Description("draws of which one is kept where missing columns come before given ones")]
    [Range(1, 4096)]
    [FormerName("completion-draws")]
    public int ImputationSamples { get; init; } = 64;
}

/// <summary>
/// Points as sequences of words, one for each column: p(x) = Π p(x_i | x_1 … x_(i − 1)), each factor from a transformer that sees the columns before.
/// Radford et al. 2019 (GPT-2): layers that normalise first, GELU, next-token cross-entropy. A column's words are its cells: those of its own
/// grid, or quantiles; the probability of a cell is exact. What is missing of a row is drawn with given columns in their places, and one of K such
/// draws is kept by the probability of what is given (Rubin 1987); where the given columns come first, all K are alike and the draw is exact.
/// </summary>
[Model(
    "gpt2",
    Title = "GPT-2",
    Paper = "Radford et al. 2019, Language Models are Unsupervised Multitask Learners",
    Summary = "points as sequences of words, each predicted from those before"
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
    /// <param name="options">Sizes, and how values are told.</param>
    /// <param name="space">The columns; cut into cells, or continuous for a mixture.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads, or words are asked for of continuous columns.</exception>
    public Gpt2(Gpt2Options options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        scale = new ColumnScale(space);
        bool isWords = options.Head == TokenHead.Softmax;
        if (isWords && !scale.IsBins)
        {
            throw new LikenessException(
                "Head is softmax, which needs columns cut into cells (give --transform bins, or --head mixture)"
            );
        }

        var sampling = TokenSampling.FromOptions(options);
        head = isWords ? new SoftmaxHead(scale, sampling) : new MixtureHead(scale, options.Mixture, sampling);
        start = Scope.Normal("start", [options.Width], 0.02);
        int seen = space.Width - 1;
        tokens =
            seen == 0 ? null
            : isWords ? new BinTokens(Scope, space, seen, options.Width)
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
        $"exact where the given columns come first, else one of {options.ImputationSamples} draws by their weights (importance resampling)";

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

    /// <summary>Rows made column by column, and the logarithm of the probability with which given values would have been drawn.</summary>
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

    /// <summary>What the network says of column i, those before it being known: [count, 1, outputs].</summary>
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
