using Likeness.Evaluation;
using Likeness.Evaluation.Consecutive;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Tables;

/// <summary>The most important numbers of an evaluation of tables.</summary>
internal static class TableNumbers
{
    /// <summary>The prediction of the target, the best classifier's AUC, that of consecutive rows, precision, coverage, the fraction nearer to training rows, and the likelihood.</summary>
    public static IEnumerable<KeyNumber> Choose(EvaluationReport report)
    {
        // What was asked for comes first.
        if (report.Utility is { } utility)
        {
            yield return new KeyNumber(
                $"{utility.Score} of predicting {utility.Target}, trained on samples",
                $"{Scored(utility.Synthetic, utility.SyntheticInterval)}; on real rows {Scored(utility.Real, utility.RealInterval)}; chance {Numeral.Short(utility.Chance)}",
                "",
                utility.IsCrossFitted ? "real rows: cross-fitted" : "real rows: the training rows"
            );
        }

        var best = report
            .Results.Where(result => result.Auc is not null && result.Metric != ConsecutiveRows.Name)
            .MaxBy(result => result.Auc);
        if (best is not null)
        {
            yield return Separable(ClassifierEvidence.NameOf(best.Metric), best);
        }

        if (report.Find(ConsecutiveRows.Name) is { } pairs)
        {
            yield return Separable($"consecutive rows of one '{report.Settings.Order?.Name}'", pairs);
        }

        foreach (string metric in new[] { "Precision", "Coverage" })
        {
            if (report.Find(metric) is { } result)
            {
                yield return new KeyNumber(
                    metric,
                    Numeral.Percent(result.Value),
                    result.Baseline is { } baseline
                        ? $"{Numeral.Percent(baseline.Low)} to {Numeral.Percent(baseline.High)}"
                        : "",
                    BaselineReading.InWords(result),
                    BaselineReading.IsWithin(result)
                );
            }
        }

        if (report.Novelty is { CloserToTrain: { } closer } novelty)
        {
            yield return new KeyNumber(
                "Nearer to a training than to a test row",
                Numeral.Percent(closer),
                Numeral.Percent(novelty.ExpectedCloserToTrain ?? 0.5)
            );
        }

        if (report.Likelihood is { } likelihood)
        {
            yield return new KeyNumber(
                $"Mean log-density of {likelihood.On}",
                $"{Numeral.Short(-likelihood.Nats, 4)} nats per row ({likelihood.Kind})",
                likelihood.Entropy is { } entropy ? $"{Numeral.Short(-entropy, 4)} (true density)" : ""
            );
        }
    }

    private static string Scored(double? score, Interval? interval) =>
        score is not { } value ? "–"
        : interval is { } range ? $"{Numeral.Short(value)} ({Numeral.Range(range.Low, range.High)})"
        : Numeral.Short(value);

    private static KeyNumber Separable(string name, MetricResult result)
    {
        string interval = result.AucInterval is { } range ? $" ({Numeral.Range(range.Low, range.High)})" : "";
        return new KeyNumber(
            $"AUC of {name}",
            Numeral.Short(result.Auc!.Value) + interval,
            ClassifierEvidence.Baseline(result.AucBaseline) is { } real ? Numeral.Range(real.Low, real.High) : "0.5",
            "0.5: not separable from real rows"
        );
    }
}
