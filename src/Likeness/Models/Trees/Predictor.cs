namespace Likeness.Models.Trees;

/// <summary>A column that trees split on.</summary>
/// <param name="Bins">The bin of each row.</param>
/// <param name="Count">The number of bins without that of missing values, which follows them.</param>
/// <param name="IsCategory">Whether bins have no order.</param>
internal sealed record Predictor(byte[] Bins, int Count, bool IsCategory);
