using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation.Mixed;

/// <summary>The Wasserstein distance of times and durations has a unit of time.</summary>
public sealed class TimeDistanceTests
{
    [Theory]
    [InlineData(86_400, "days")]
    [InlineData(3_600, "hours")]
    [InlineData(60, "minutes")]
    [InlineData(1, "seconds")]
    public void AShiftIsMeasuredInTheUnitOfTheColumn(int step, string unit)
    {
        var real = Durations(step, shift: 0);
        var data = new EvaluationData(
            real,
            null,
            Durations(step, shift: 3),
            new EvaluationSettings { Threads = 1, Resamples = 5 }
        );
        var result = Assert.Single(new Wasserstein().Compute(data));
        Assert.Equal(unit, result.Unit);
        Assert.Equal(3, result.Value, 1e-9);
        Assert.InRange(result.Interval!.High, 2, 8);
        Assert.InRange(result.Baseline!.High, 0, 8);
    }

    private static Table Durations(int step, int shift) =>
        Table.FromColumns(
            [new Column("waited") { Kind = new DurationKind("h:mm:ss") }],
            [
                [.. Enumerable.Range(0, 60).Select(row => (double)step * (shift + (row % 20)))],
            ]
        );
}
