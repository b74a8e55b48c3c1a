using System.Text.Json.Serialization;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>What samples may hold in a column of numbers beside one level of another column, with the training rows of that level.</summary>
/// <param name="Level">The level.</param>
/// <param name="Least">The smallest number of these rows.</param>
/// <param name="Low">The smallest number that is emitted: the fifth lowest, or the lowest of few rows.</param>
/// <param name="NextLow">The number as many rows above it as <paramref name="Least"/> is below it.</param>
/// <param name="NextHigh">The number as many rows below <paramref name="High"/> as <paramref name="Most"/> is above it.</param>
/// <param name="High">The largest number that is emitted: the fifth highest, or the highest of few rows.</param>
/// <param name="Most">The largest number of these rows.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal readonly record struct LevelRange(
    int Level,
    double Least,
    double Low,
    double NextLow,
    double NextHigh,
    double High,
    double Most
)
{
    // Of fewer rows, most would be beyond the fifth from either end.
    private const int MinProtectedRows = 20;
    private const double Margin = 0.05;

    /// <summary>The range of numbers.</summary>
    /// <param name="level">The level.</param>
    /// <param name="sorted">Its numbers in order; at least one.</param>
    /// <param name="protects">Whether the fifth lowest and highest are the limits, where there are enough.</param>
    public static LevelRange Create(int level, ReadOnlySpan<double> sorted, bool protects)
    {
        int at = protects && sorted.Length >= MinProtectedRows ? Protection.MinRows - 1 : 0;
        return new(
            level,
            sorted[0],
            sorted[at],
            sorted[2 * at],
            sorted[^((2 * at) + 1)],
            sorted[^(at + 1)],
            sorted[^1]
        );
    }

    /// <summary>The range with a margin: of a level that follows from the number, limits are where the next one begins, or nowhere.</summary>
    public LevelRange Widened()
    {
        double margin = Margin * (Most - Least);
        return this with { Least = Least - margin, Low = Low - margin, High = High + margin, Most = Most + margin };
    }

    /// <summary>Whether a number is beyond what is emitted; false for NaN.</summary>
    public bool Excludes(double value) => value < Low || value > High;

    /// <summary>The number itself, or one within the limits for one between the fifth and the lowest or highest: these rows are spread over as many next to them, so that no number becomes frequent.</summary>
    public double Fold(double value) =>
        value > High && value <= Most ? High - ((value - High) / (Most - High) * (High - NextHigh))
        : value < Low && value >= Least ? Low + ((Low - value) / (Low - Least) * (NextLow - Low))
        : value;
}
