using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>
/// The scale on which token models see values: cell k of C lies between 2k/C − 1 and 2(k + 1)/C − 1, and a continuous value is
/// itself. Either all columns are cut into cells or none is taken to be.
/// </summary>
internal sealed class ColumnScale
{
    /// <summary>The scale of a space.</summary>
    public ColumnScale(ModelSpace space)
    {
        Columns = space.Width;
        IsCells = space.Dimensions.All(dimension => dimension.Cells > 0);
        MostCells = IsCells ? space.Dimensions.Max(dimension => dimension.Cells) : 0;
        Cells = Tensor.Constant(
            [Columns],
            [.. space.Dimensions.Select(dimension => (float)Math.Max(1, dimension.Cells))]
        );
    }

    /// <summary>How many columns.</summary>
    public int Columns { get; }

    /// <summary>Whether values are the numbers of cells.</summary>
    public bool IsCells { get; }

    /// <summary>The cells of the column that has most; 0 where values are continuous.</summary>
    public int MostCells { get; }

    /// <summary>C of each column: [columns]; 1 where values are continuous.</summary>
    public Tensor Cells { get; }

    /// <summary>Where values lie on the scale, cells by their middles.</summary>
    /// <param name="values">[batch, columns].</param>
    /// <param name="cells">C of each, broadcast to the values.</param>
    public Tensor Place(Tensor values, Tensor cells) => IsCells ? ((values * 2) + 1) / cells - 1 : values;

    /// <summary>The value that a place stands for: the cell that it lies in, those beyond the ends in the outermost.</summary>
    /// <param name="places">[batch, columns].</param>
    /// <param name="cells">C of each, broadcast to the places.</param>
    public Tensor Value(Tensor places, Tensor cells) =>
        IsCells ? ((places + 1) * 0.5f * cells).Floor().Maximum(0).Minimum(cells - 1) : places;
}
