namespace Likeness.Evaluation;

/// <summary>
/// What the same metric says about two real samples: the best that a perfect model could expect, at the sizes given.
/// Low and High hold the middle 90 % of the repeats.
/// </summary>
/// <param name="Low">The 5 % quantile over the repeats.</param>
/// <param name="Median">The median over the repeats.</param>
/// <param name="High">The 95 % quantile over the repeats.</param>
/// <param name="Repeats">How many random real-against-real splits were measured.</param>
/// <param name="ReferenceRows">Rows on the reference side of each split.</param>
/// <param name="OtherRows">Rows on the side that stands for the generated sample.</param>
public sealed record RealBaseline(
    double Low,
    double Median,
    double High,
    int Repeats,
    int ReferenceRows,
    int OtherRows
);
