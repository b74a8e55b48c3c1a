using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>Metrics and the finding from near training windows, with test clips as the baseline.</summary>
internal static class AudioMemorisationMetrics
{
    private const string Source = "Lewis 1995, Vision Interface, page 120 (normalised cross-correlation)";

    /// <summary>The finding for the verdict.</summary>
    public static NoveltyFinding Finding(AudioMemorisation found) =>
        found.Near.GeneratedWindows == 0 || found.Near.TestWindows == 0
            ? new NoveltyFinding(
                NoveltyLevel.Undetermined,
                "All windows of the generated or of the test clips are silent, so matches cannot be searched."
            )
            : CopyRules.Decide(
                found.Exact,
                found.Near,
                $"windows of {found.WindowSamples} samples",
                FormattableString.Invariant(
                    $"; their median distance is {found.GeneratedMedian:0.000}, compared with {found.TestMedian:0.000} of test windows"
                )
            );

    /// <summary>The metrics, in the order in which a report shows them.</summary>
    public static IEnumerable<MetricResult> Create(AudioMemorisation found)
    {
        if (found.Near.GeneratedWindows == 0 || found.Near.TestWindows == 0)
        {
            yield break;
        }

        yield return MatchMetrics.Create(
            "Exact matches",
            "Windows that equal a training window up to scale.",
            Source,
            found.Exact
        );
        yield return MatchMetrics.Create(
            "Near matches",
            "Windows nearer to a training window than 99 % of test windows.",
            Source,
            found.Near
        );
        yield return new MetricResult(
            "Median distance to training",
            Column: null,
            found.GeneratedMedian,
            Better.NearBaseline,
            MetricGroup.Novelty,
            "fraction",
            "Far below the baseline (test audio) the samples repeat training audio; above it they are unlike the data.",
            Source
        )
        {
            Baseline = new RealBaseline(
                found.TestMedian,
                found.TestMedian,
                found.TestMedian,
                1,
                found.Near.TestWindows,
                found.Near.TestWindows
            ),
        };
    }
}
