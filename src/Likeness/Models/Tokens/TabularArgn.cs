using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// TabularARGN, Tiwald et al. 2025, arXiv:2508.06647: every cell is a token (a level, a bin of numbers, or missing), and each column has a network with
/// one hidden layer that predicts its token from the vectors of the visible columns. It minimises −log p(row) = −Σ log p(column | columns before it) over
/// random orders of the columns and their own order, so that any columns can be conditioned on. Rows are sampled in the order of the columns, known
/// columns first. The density is exact: the mass of a token times the uniform density in its bin.
/// </summary>
[Model(
    "tabular-argn",
    Title = "TabularARGN",
    Paper = "Tiwald et al. 2025, arXiv:2508.06647",
    Summary = "a small network for each column given any others, every cell a token; mixed tables with missing values"
)]
public sealed class TabularArgn : GenerativeModel, IDensityModel, IImputer
{
    private readonly TabularArgnOptions options;
    private readonly ColumnTokens tokens;
    private readonly ColumnPredictor[] columns;
    private readonly Tensor places; // 0 … d − 1: [d]

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">The columns, d; all binned, or all continuous.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    public TabularArgn(TabularArgnOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        tokens = new ColumnTokens(Scope.At("tokens"), space, options.Width);
        columns =
        [
            .. space.Dimensions.Select(
                (column, i) =>
                    new ColumnPredictor(Scope.At("columns").At(i), column, Dimensions * options.Width, options)
            ),
        ];
        places = Tensor.Constant([Dimensions], [.. Enumerable.Range(0, Dimensions).Select(i => (float)i)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [new("negative log-likelihood", Loss, Parameters.Trained)];

    /// <inheritdoc/>
    public string DensityKind => "exact, in the order of the columns";

    /// <inheritdoc/>
    public string ImputationKind => "learned conditionals, the missing columns in their order";

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => LogDensity(rows, places, ForwardPass.Inference);

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
        var given = known.Where(rows, 0); // an unknown value may be anything
        var vectors = tokens.Apply(given) * known.Reshape([batch, Dimensions, 1]);
        var visible = new Tensor[Dimensions];
        var values = new Tensor[Dimensions];
        for (int i = 0; i < Dimensions; i++)
        {
            visible[i] = vectors.Slice(1, i, 1).Reshape([batch, options.Width]);
        }

        for (int i = 0; i < Dimensions; i++)
        {
            var isKnown = known.Slice(1, i, 1);
            var sampled = columns[i].Sample(Tensor.Concatenate(1, visible), stream: 2 * (ulong)i);
            values[i] = isKnown.Where(given.Slice(1, i, 1), sampled);
            visible[i] = tokens.ApplyAt(values[i], i);
        }

        return Tensor.Concatenate(1, values);
    }

    /// <summary>log p of rows whose columns follow one another in given orders.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="rank">The position of each column in the order: [batch, d], or [d] for one order.</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>[batch].</returns>
    internal Tensor LogDensity(Tensor rows, Tensor rank, ForwardPass pass)
    {
        (int batch, int inputs) = (rows.Shape[0], Dimensions * options.Width);
        var vectors = tokens.Apply(rows); // [batch, d, width]
        rank = rank.BroadcastTo(rows.Shape);
        var total = Tensor.Constant([batch, 1], 0);
        for (int i = 0; i < Dimensions; i++)
        {
            var isVisible = rank.Slice(1, i, 1).GreaterThan(rank).Reshape([batch, Dimensions, 1]);
            var visible = (vectors * isVisible).Reshape([batch, inputs]);
            total += columns[i].LogProbability(visible, rows.Slice(1, i, 1), pass);
        }

        return total.Reshape([batch]);
    }

    private Tensor Loss(Tensor rows, ForwardPass pass)
    {
        if (!pass.IsTraining)
        {
            return -LogDensity(rows).Mean();
        }

        int batch = rows.Shape[0];
        int random = (int)Math.Round(options.RandomOrders * batch);
        float[] flags = [.. Enumerable.Range(0, batch).Select(i => i < random ? 1f : 0f)];
        var ranks = Tensor.RandomUniform(rows.Shape, stream: 0).ArgSort(1).ArgSort(1);
        var rank = Tensor.Constant([batch, 1], flags).Where(ranks, places);
        return -LogDensity(rows, rank, pass).Mean();
    }
}
