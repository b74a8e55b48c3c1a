using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Nn;

namespace OwnModel;

/// <summary>Options of <see cref="IndependentBins"/>.</summary>
public sealed record IndependentBinsOptions : ModelOptions
{
    /// <summary>Columns are cut into bins.</summary>
    public IndependentBinsOptions() => Transform = TransformKind.Bins;
}

/// <summary>Columns that do not depend on one another: p(row) = Π softmax(logits of the column).</summary>
[Model("independent-bins", Title = "Independent bins", Paper = "none", Summary = "a softmax for each column")]
public sealed class IndependentBins : GenerativeModel, IDensityModel
{
    private readonly Parameter[] logits; // [bins] of each column

    /// <summary>Creates the model.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="space">Its columns, all binned.</param>
    /// <param name="seed">The seed of the initial weights; null initialises to zeros, to be loaded later.</param>
    public IndependentBins(IndependentBinsOptions options, ModelSpace space, ulong? seed)
        : base(space, seed) =>
        logits = [.. space.Dimensions.Select((column, i) => Scope.At(i).Constant("logits", [column.Bins], 0))];

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("negative log-likelihood", (rows, _) => -LogDensity(rows).Mean(), Parameters.Trained)];

    /// <inheritdoc/>
    public string DensityKind => "exact";

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows)
    {
        var total = Tensor.Constant([rows.Shape[0]], 0);
        for (int i = 0; i < logits.Length; i++)
        {
            total += logits[i].Tensor.LogSoftmax(0).Gather(rows.Slice(1, i, 1).Reshape([rows.Shape[0]]));
        }

        return total;
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count) =>
        Tensor.Concatenate(
            1,
            [
                .. logits.Select(
                    (column, i) =>
                        Categorical
                            .Sample(column.Tensor.BroadcastTo([count, column.Shape[0]]), (ulong)i)
                            .Reshape([count, 1])
                ),
            ]
        );
}
