using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>Metrics and the finding from shared spans, with test text as the baseline.</summary>
internal static class MemorisationMetrics
{
    private const string Source = "Chang and Lawler 1994, Algorithmica 12:327 (matching statistics)";

    /// <summary>The finding for the verdict.</summary>
    public static NoveltyFinding Finding(TextMemorisation found) =>
        CopyRules.Decide(
            found.Exact,
            found.Near,
            $"{NearestPassages.Window}-byte windows",
            $"; the longest shared span has {found.Generated.Longest} bytes, compared with {found.Test.Longest} in test text"
        );

    /// <summary>The metrics, in the order in which a report shows them.</summary>
    public static IEnumerable<MetricResult> Create(TextMemorisation found)
    {
        int windows = found.Exact.TestWindows;
        yield return MatchMetrics.Create(
            "Exact matches",
            "64-byte windows that lie in training text.",
            Source,
            found.Exact
        );
        yield return MatchMetrics.Create(
            "Near matches",
            "64-byte windows that lie in training text, nearly or exactly.",
            $"{Source}; Myers 1999, Journal of the ACM 46(3):395 (edit distance)",
            found.Near
        );
        yield return Beside("Longest shared span", "bytes", found.Generated.Longest, found.Test.Longest);
        yield return Beside(
            "99 % quantile of shared spans",
            "bytes",
            found.Generated.Quantile99,
            found.Test.Quantile99
        );
        yield return Beside(
            $"Bytes in shared spans over {found.LongSpan}",
            "fraction",
            found.Generated.FractionInLong,
            found.Test.FractionInLong
        );

        MetricResult Beside(string metric, string unit, double value, double test) =>
            new(
                metric,
                Column: null,
                value,
                Better.Lower,
                MetricGroup.Novelty,
                unit,
                "Far above the baseline (test text) generated text repeats training text.",
                Source
            )
            {
                Baseline = new RealBaseline(test, test, test, 1, windows, windows),
            };
    }
}
