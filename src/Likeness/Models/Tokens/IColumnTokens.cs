using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>How values become tokens.</summary>
internal interface IColumnTokens
{
    /// <summary>The tokens of columns.</summary>
    /// <param name="values">[batch, columns].</param>
    /// <returns>[batch, columns, width].</returns>
    Tensor Apply(Tensor values);

    /// <summary>The tokens of one column.</summary>
    /// <param name="values">[batch, 1].</param>
    /// <param name="column">Which: one number.</param>
    /// <returns>[batch, width].</returns>
    Tensor ApplyAt(Tensor values, Tensor column);
}
