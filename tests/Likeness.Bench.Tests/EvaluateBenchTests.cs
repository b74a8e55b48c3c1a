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
                Threads = 1,
            }
        );
        Assert.Equal(
            MetricRegistry
                .All.Select(metric => metric.Name)
                .Concat(["checks", "SDMetrics", "privacy"])
                .Order(StringComparer.Ordinal),
            stages.Select(stage => stage.Metric).Order(StringComparer.Ordinal)
        );
        // The stages are most of the whole, and no more than it.
        Assert.InRange(
            stages.Sum(stage => stage.Seconds),
            0.5 * clock.Elapsed.TotalSeconds,
            clock.Elapsed.TotalSeconds
        );
    }
}
