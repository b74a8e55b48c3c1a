using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// A transformer that predicts hidden columns from visible ones: an order-agnostic autoregressive model. Uria et al. 2014, arXiv:1310.1757,
/// and Hoogeboom et al. 2022, arXiv:2110.02037, eq. 3: the first t of a random order of the d columns are visible, and it minimises
/// −d / (d − t) · Σ log p(x_i | visible) over the hidden ones, in expectation a bound on −log p. A row is sampled column by column, each from the
/// network's conditional given those before it; so are the missing columns of a row, whichever they are. The conditionals of different orders need not
/// agree, so that each order σ has a distribution p_σ of its own. With the order of the columns, samples and density are those of one p_σ, and the
/// density is exact. With random orders, samples are of the mixture p = E_σ p_σ, and log (1/K) Σ p_σk(x) over K random orders bounds log p from below
/// in expectation (Burda et al. 2016, arXiv:1509.00519, theorem 1).
/// Values are numbers, predicted as mixtures of logistic distributions; in a table with categories or missing values they are tokens.
/// <para>
/// With <c>--preset pi-generator</c> it is <see cref="CopyingTransformer"/> instead, which copies training rows.
/// </para>
/// </summary>
[Model(
    "masked-transformer",
    Title = "Masked transformer",
    Paper = "Hoogeboom et al. 2022, arXiv:2110.02037",
    Summary = "a transformer that predicts hidden columns from visible ones, in any order"
)]
public sealed class MaskedTransformer : GenerativeModel, IDensityModel, IImputer
{
    // Validation rows are masked several times to lower the variance of the loss.
    private const int MasksToEvaluateBy = 8;

    private readonly MaskedTransformerOptions options;
    private readonly ColumnScale scale;
    private readonly IColumnHead head;
    private readonly MaskedNetwork network;
    private readonly Tensor places; // 0 … d − 1: [d]

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">The columns, d; binned, or continuous.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads.</exception>
    public MaskedTransformer(MaskedTransformerOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        scale = new ColumnScale(space);
        var sampling = TokenSampling.FromOptions(options);
        head = scale.HasLevels ? new SoftmaxHead(scale, sampling) : new MixtureHead(scale, options.Mixture, sampling);
        network = new MaskedNetwork(Scope, space, options, head.Outputs);
        places = Tensor.Constant([Dimensions], [.. Enumerable.Range(0, Dimensions).Select(i => (float)i)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("bound on the negative log-likelihood", Loss, Parameters.Trained)];

    /// <inheritdoc/>
    public string DensityKind =>
        IsRandom
            ? $"bound on the mixture over column orders, K = {options.ScoreOrders} orders"
            : "exact, in the order of the columns";

    /// <inheritdoc/>
    public string ImputationKind =>
        $"learned conditionals, the missing columns in {(IsRandom ? "a random" : "their")} order";

    private bool IsRandom => options.Order == SamplingOrder.Random;

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        if (!IsRandom)
        {
            return LogDensity(rows, places);
        }

        var (batch, orders) = (rows.Shape[0], options.ScoreOrders);
        var repeated = rows.BroadcastTo([orders, batch, Dimensions]).Reshape([orders * batch, Dimensions]);
        var each = LogDensity(repeated, RandomRanks(repeated.Shape, stream: 0));
        return each.Reshape([orders, batch]).LogSumExp(0).Reshape([batch]) - MathF.Log(orders);
    }

    /// <summary>log p of rows whose columns follow one another in given orders, by the chain rule.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="rank">The position of each column in the order: [batch, d], or [d] for one order.</param>
    /// <returns>[batch].</returns>
    internal Tensor LogDensity(Tensor rows, Tensor rank) =>
        Tensor.Loop(
            Dimensions,
            [Tensor.Constant([rows.Shape[0]], 0)],
            (i, states) =>
            {
                var seen = i.GreaterThan(rank).BroadcastTo(rows.Shape);
                var each = LogProbability(rows, seen, ForwardPass.Inference);
                return [states[0] + (each * rank.EqualTo(i)).Sum([1])];
            }
        )[0];

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        var none = Tensor.Constant([count, Dimensions], 0);
        return Impute(none, none);
    }

    /// <inheritdoc/>
    public Tensor Impute(Tensor rows, Tensor known)
    {
        int batch = rows.Shape[0];
        var rank = IsRandom ? RandomRanks(rows.Shape, stream: 0) : places;
        var made = Tensor.Loop(
            Dimensions,
            [known.Where(rows, 0), known],
            (i, states) =>
            {
                var turn = rank.EqualTo(i).BroadcastTo(rows.Shape); // [batch, d]: 1 at the column that is sampled
                var output = network.Apply(states[0], states[1], ForwardPass.Inference);
                var own = (output * turn.Reshape([batch, Dimensions, 1])).Sum([1], keepDimensions: true);
                var bins = (turn * scale.Bins).Sum([1], keepDimensions: true);
                var sampled = head.Sample(own, bins, stream: 1); // [batch, 1]
                return [(turn * (1 - states[1])).Where(sampled, states[0]), states[1].Maximum(turn)];
            }
        );
        return known.Where(rows, made[0]);
    }

    /// <summary>The loss of rows of which some columns are visible.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="seen">[batch, d]: 1 where a value is visible; at least one per row is not.</param>
    /// <param name="pass">Whether this is training.</param>
    internal Tensor Loss(Tensor rows, Tensor seen, ForwardPass pass)
    {
        var hidden = 1 - seen;
        var each = LogProbability(rows, seen, pass) * hidden;
        return -(each.Sum([1]) / hidden.Sum([1])).Mean() * Dimensions;
    }

    private Tensor Loss(Tensor rows, ForwardPass pass)
    {
        int times = pass.IsTraining ? options.Masks : MasksToEvaluateBy;
        int batch = rows.Shape[0] * times;
        rows = rows.BroadcastTo([times, rows.Shape[0], Dimensions]).Reshape([batch, Dimensions]);
        // Numbers of visible columns that are evenly spread over the batch lower the variance of the loss.
        float[] fractions = [.. Enumerable.Range(0, batch).Select(i => i / (float)batch)];
        var fraction = Tensor.Constant([batch, 1], fractions) + Tensor.RandomUniform([1, 1], stream: 0);
        var count = ((fraction - fraction.Floor()) * Dimensions).Floor();
        return Loss(rows, count.GreaterThan(RandomRanks(rows.Shape, stream: 1)), pass);
    }

    private Tensor LogProbability(Tensor rows, Tensor seen, ForwardPass pass) =>
        head.LogProbability(network.Apply(rows, seen, pass), rows, scale.Bins);

    /// <summary>The positions of the columns in random orders, one per row: [batch, d].</summary>
    private static Tensor RandomRanks(Shape shape, ulong stream) =>
        Tensor.RandomUniform(shape, stream).ArgSort(1).ArgSort(1);
}
