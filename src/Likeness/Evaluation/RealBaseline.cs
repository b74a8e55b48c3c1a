namespace Likeness.Evaluation;

/// <summary>
/// The same metric between two real samples: the value that a perfect model would reach at these sizes.
/// Low and High bound the middle 90 % of the repeats.
/// </summary>
/// <param name="Low">The 5 % quantile over the repeats.</param>
/// <param name="Median">The median over the repeats.</param>
/// <param name="High">The 95 % quantile over the repeats.</param>
/// <param name="Repeats">The number of random real-vs-real splits.</param>
/// <param name="ReferenceRows">Rows on the reference side of each split.</param>
/// <param name="OtherRows">Rows on the side that replaces the generated sample.</param>
public sealed record RealBaseline(
    double Low,
    double Median,
    double High,
    int Repeats,
    int ReferenceRows,
    int OtherRows
);
