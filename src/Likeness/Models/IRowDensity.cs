using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that computes the density of rows by itself, not through a graph of tensors.</summary>
public interface IRowDensity : IDensityModel
{
    /// <summary>log p of each row. Several threads may call this at a time.</summary>
    /// <param name="rows">[count × Dimensions], row by row; NaN where a value is missing.</param>
    /// <param name="logDensities">Receives [count], in nats: the mass of bins and missing values, the density of continuous values.</param>
    void LogDensities(ReadOnlySpan<float> rows, Span<double> logDensities);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    Tensor IDensityModel.LogDensity(Tensor rows) =>
        throw new NotSupportedException("This model has no graph of tensors.");
}
