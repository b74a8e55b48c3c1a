using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation.Windows;

/// <summary>Decides from counts of matching windows whether generated examples repeat training examples.</summary>
internal static class CopyRules
{
    private const double Significant = 0.01;
    private const double MinExcess = 0.005; // of the windows: boilerplate may recur by chance
    private const double MaxTestFraction = 0.5;

    /// <summary>The finding: exact matches or near matches if more windows match than expected by chance, else new.</summary>
    /// <param name="exact">Windows equal to a training window.</param>
    /// <param name="near">Windows equal or nearly equal to one.</param>
    /// <param name="windows">What is compared, in the plural: <c>64-byte windows</c>.</param>
    /// <param name="detail">A clause that ends the sentence, or nothing.</param>
    public static NoveltyFinding Decide(MatchCount exact, MatchCount near, string windows, string detail)
    {
        double known = Math.Max(exact.TestFraction, near.TestFraction);
        if (known > MaxTestFraction)
        {
            return new NoveltyFinding(
                NoveltyLevel.Undetermined,
                FormattableString.Invariant(
                    $"{known:P1} of the test {windows} match the training data: the test data is part of it, so memorisation cannot be separated from chance."
                )
            );
        }

        return IsExcess(exact) ? Found(NoveltyLevel.Copies, exact, "equal a training window")
            : IsExcess(near) ? Found(NoveltyLevel.NearCopies, near, "nearly equal a training window")
            : Found(NoveltyLevel.New, near, "match a training window");

        NoveltyFinding Found(NoveltyLevel level, MatchCount count, string verb) =>
            new(
                level,
                FormattableString.Invariant(
                    $"{count.GeneratedFraction:P1} of the generated {windows} {verb}, compared with {count.TestFraction:P1} of the test windows ({P(count.PValue)}){detail}."
                )
            );
    }

    private static string P(double value) =>
        value < 1e-300 ? "p < 1e-300"
        : value < 0.001 ? FormattableString.Invariant($"p = {value:0.0e-0}")
        : FormattableString.Invariant($"p = {value:0.###}");

    private static bool IsExcess(MatchCount count) =>
        count.GeneratedFraction >= count.TestFraction + MinExcess && count.PValue < Significant;
}
