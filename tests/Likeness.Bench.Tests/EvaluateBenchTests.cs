using System.Diagnostics;
using Likeness.Evaluation;

namespace Likeness.Bench.Tests;

/// <summary>The bench of the whole evaluation times every metric.</summary>
public sealed class EvaluateBenchTests
{
    [Fact]
    public void EveryMetricIsTimed()
    {
        var clock = Stopwatch.StartNew();
        EvaluateBench.Stages stages = EvaluateBench.Evaluate(
            rows: 40,
            columns: 5,
            new EvaluationSettings
            {
                Resamples = 2,
                BaselineRepeats = 2,
                Permutations = 9,
            }
        );
        Assert.Equal(
            [
                "checks",
                .. MetricRegistry.All.Select(metric => metric.Name),
                "verdict",
                "SDMetrics",
                "privacy",
                "utility",
            ],
            stages.Select(s => s.Metric)
        );
        // The stages are most of the whole, and no more than it.
        Assert.InRange(
            stages.Sum(stage => stage.Seconds),
            0.5 * clock.Elapsed.TotalSeconds,
            clock.Elapsed.TotalSeconds
        );
    }
}
