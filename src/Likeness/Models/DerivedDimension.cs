namespace Likeness.Models;

/// <summary>A number that follows from dimensions of a row: it has no density of its own, but models may predict others from it.</summary>
/// <param name="Dimension">What is known of its values.</param>
/// <param name="Parts">The dimensions that it follows from.</param>
/// <param name="Values">Computes it.</param>
internal sealed record DerivedDimension(ModelDimension Dimension, IReadOnlyList<int> Parts, DerivedValues Values);

/// <summary>Computes a derived number of rows.</summary>
/// <param name="rows">Rows in model space, of which only the parts are read.</param>
/// <param name="values">Receives the number of each row; NaN where missing.</param>
internal delegate void DerivedValues(ReadOnlySpan<float> rows, Span<float> values);
