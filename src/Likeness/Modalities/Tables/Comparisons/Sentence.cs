using Likeness.Evaluation.Verdicts;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The outcome of one run, in one sentence.</summary>
internal static class Sentence
{
    public static string Create(RunOutcome outcome)
    {
        if (outcome.Report is not { } report)
        {
            return $"could not be trained: {outcome.Error}";
        }

        string likelihood = report.Likelihood is { } found ? $", NLL {Numeral.Short(found.Nats, 4)} nats" : "";
        var classifiers = report.Results.Where(result => ComparisonColumns.IsClassifier(result.Metric)).ToList();
        string separated =
            classifiers.Count > 0 ? $", best classifier {Numeral.Percent(classifiers.Max(r => r.Value))}" : "";
        string copied = report.Verdict.Novelty is NoveltyLevel.NearCopies or NoveltyLevel.Copies ? ", copies" : "";
        return $"trained in {Numeral.Short(outcome.Timing.TrainSeconds, 2)} s{likelihood}{separated}{copied}";
    }
}
