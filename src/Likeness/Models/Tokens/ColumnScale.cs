using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>
/// The scale of values in token models: bin k of C lies between 2k/C − 1 and 2(k + 1)/C − 1, and a continuous value is
/// unchanged. Either all columns are binned or none.
/// </summary>
internal sealed class ColumnScale
{
    /// <summary>The scale of a space.</summary>
    public ColumnScale(ModelSpace space)
    {
        Columns = space.Width;
        IsBins = space.Dimensions.All(dimension => dimension.Bins > 0);
        HasLevels = IsBins && space.Dimensions.Any(dimension => dimension.IsCategory || dimension.MayBeMissing);
        MaxBins = IsBins ? space.Dimensions.Max(dimension => dimension.Bins) : 0;
        Bins = Tensor.Constant(
            [Columns],
            [.. space.Dimensions.Select(dimension => (float)Math.Max(1, dimension.Bins))]
        );
    }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    /// <summary>Whether values are bin numbers.</summary>
    public bool IsBins { get; }

    /// <summary>Whether some bins have no order: levels, and missing values.</summary>
    public bool HasLevels { get; }

    /// <summary>The largest number of bins of a column; 0 where values are continuous.</summary>
    public int MaxBins { get; }

    /// <summary>C of each column: [columns]; 1 where values are continuous.</summary>
    public Tensor Bins { get; }

    /// <summary>The positions of values on the scale, bins by their centres.</summary>
    /// <param name="values">[batch, columns].</param>
    /// <param name="bins">C of each, broadcast to the values.</param>
    public Tensor Place(Tensor values, Tensor bins) => IsBins ? ((values * 2) + 1) / bins - 1 : values;

    /// <summary>The values of positions: their bins, with positions beyond the ends in the outermost bins.</summary>
    /// <param name="positions">[batch, columns].</param>
    /// <param name="bins">C of each, broadcast to the places.</param>
    public Tensor Value(Tensor positions, Tensor bins) =>
        IsBins ? ((positions + 1) * 0.5f * bins).Floor().Maximum(0).Minimum(bins - 1) : positions;
}
