using Likeness.Evaluation.ExactTests;

namespace Likeness.Evaluation.Verdicts;

/// <summary>
/// Evidence from samples far from all data, which may be too few to change an AUC or precision by much. Given the training rows, the distances of
/// test rows and of new rows of the same distribution to them are exchangeable, so the test is exact.
/// </summary>
internal static class OutlierEvidence
{
    /// <summary>The maximum p-value that counts.</summary>
    private const double Level = 0.0025;

    /// <summary>The evidence.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="things">The plural of what is evaluated: <c>rows</c>, <c>images</c>.</param>
    public static Evidence Of(EvaluationData data, string things)
    {
        double[] real = data.Records.Baseline;
        double[] generated = data.Records.Generated;
        double farthest = real.Max();
        int beyond = generated.Count(distance => distance > farthest);
        double p = ExceedanceTest.PValue(beyond, generated.Length, 1, real.Length);
        double fraction = (double)beyond / generated.Length;
        return new Evidence(
            "Outliers",
            fraction,
            null,
            null,
            EvidenceRules.OfDifference(fraction, p <= Level),
            $"{EvidenceRules.Percent(fraction)} of the samples lie farther from all real {things} than any real one does from the others (p = {EvidenceRules.PValue(p)})."
        );
    }
}
