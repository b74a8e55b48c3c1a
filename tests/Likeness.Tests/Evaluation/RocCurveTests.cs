using System.Text.Json;
using Likeness.Evaluation;
using Likeness.Tests.House;

namespace Likeness.Tests.Evaluation;

public sealed class RocCurveTests
{
    [Fact]
    public void IsThatOfScikitLearn()
    {
        var cases = JsonSerializer.Deserialize<Case[]>(
            Repository.Read("tests/golden/roc.json"),
            JsonSerializerOptions.Web
        )!;
        Assert.NotEmpty(cases);
        foreach (var golden in cases)
        {
            var curve = RocCurve.Compute(golden.Scores, Array.ConvertAll(golden.Labels, label => label == 1));
            Assert.Equal(golden.Area, curve.Area, 1e-12);
            double[] negatives = [.. golden.Scores.Where((_, row) => golden.Labels[row] == 0)];
            double[] positives = [.. golden.Scores.Where((_, row) => golden.Labels[row] == 1)];
            Assert.Equal(golden.AreaVariance, DeLong.Variance(negatives, positives), 1e-14);
            Assert.Equal(golden.AveragePrecision, curve.AveragePrecision, 1e-12);
            Assert.Equal(golden.Labels.Sum(), curve.Positives);
            Assert.Equal(golden.FalseAlarmsAt95, curve.FalseAlarmsAt(0.95), 1e-12);
            Assert.Equal(golden.FalseAlarms, curve.Points.Select(point => point.FalseAlarms));
            Assert.Equal(golden.Found, curve.Points.Select(point => point.Found));
        }
    }

    [Fact]
    public void RowsOfOneKindAreRefused() =>
        Assert.Contains(
            "all labels are equal",
            Assert.Throws<LikenessException>(() => RocCurve.Compute([1, 2], [true, true])).Message
        );

    [Fact]
    public void TwoListsMakeTheSameCurve()
    {
        var curve = RocCurve.Between([1, 2, 3], [3, 4]);
        Assert.Equal(RocCurve.Compute([1, 2, 3, 3, 4], [false, false, false, true, true]).Points, curve.Points);
        Assert.Equal(5.5 / 6, curve.Area, 1e-12);
        Assert.Equal(0, curve.FalseAlarmsAt(0.5));
        Assert.Equal(1 / 3.0, curve.FalseAlarmsAt(1), 1e-12);
    }

    [Fact]
    public void AScoreThatIsNoNumberIsNamed() =>
        Assert.Contains(
            "score 1 of the positive class",
            Assert.Throws<LikenessException>(() => RocCurve.Between([1, 2], [3, double.NaN])).Message
        );

    private sealed record Case(
        double[] Scores,
        int[] Labels,
        double Area,
        double AreaVariance,
        double AveragePrecision,
        double FalseAlarmsAt95,
        double[] FalseAlarms,
        double[] Found
    );
}
