using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Tests.Evaluation.Verdicts;

/// <summary>A baseline of one pair of real sets has no width, and no verdict takes it as one point.</summary>
public sealed class EvidenceRulesTests
{
    private static readonly RealBaseline OnePair = new(0.44, 0.44, 0.44, 1, 80, 40);

    [Fact]
    public void AnAucStandsBesideTheBaselineOfItsEvidence()
    {
        var result = Result("AUC (random forest)", 0.898, OnePair, unit: "") with
        {
            Auc = 0.898,
            AucInterval = new Interval(0.85, 0.95),
            AucBaseline = OnePair,
        };
        var shown = EvidenceRules.BesideVerdict(result).Baseline!;
        var decides = ClassifierEvidence.Baseline(OnePair)!;
        Assert.Equal((decides.Low, decides.High), (shown.Low, shown.High));
        Assert.InRange(shown.High, 0.5, 0.8);
    }

    [Fact]
    public void AFractionStandsBesideABaselineAsWideAsItsInterval()
    {
        var result = Result("Recall", 0.85, OnePair with { Low = 1, Median = 1, High = 1 }, "fraction") with
        {
            Interval = new Interval(0.7, 1),
        };
        var shown = EvidenceRules.BesideVerdict(result);
        Assert.Equal((0.85, 1.0), (Math.Round(shown.Baseline!.Low, 9), shown.Baseline.High));
        Assert.True(BaselineReading.IsWithin(shown));
    }

    private static MetricResult Result(string metric, double value, RealBaseline baseline, string unit) =>
        new(metric, null, value, Better.Higher, MetricGroup.Coverage, unit, "", "") { Baseline = baseline };
}
