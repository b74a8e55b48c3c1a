using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Models.Trees;

/// <summary>Of few rows, each validates once: a tenth of them says too little of a column that most rows lack.</summary>
public sealed class FewRowsTests
{
    private const int Rows = 400;
    private const int Seeds = 6;

    [Fact]
    public void AColumnOfManyMissingValuesFollowsFromAnother()
    {
        double[] correlations = [.. Enumerable.Range(0, Seeds).Select(seed => SampledCorrelation((ulong)seed))];
        Assert.True(correlations.Average() > 0.75, $"r = {string.Join(", ", correlations.Select(r => $"{r:F2}"))}");
    }

    // Of the first and the second blood pressure, which a third of the people have; r = 0.9 in the data.
    private static double SampledCorrelation(ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        double[] first = [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())];
        double[] second =
        [
            .. first.Select((value, row) => row % 3 == 0 ? value + (0.5 * random.NextNormal()) : double.NaN),
        ];
        var others = Enumerable
            .Range(0, 8)
            .Select(i => ($"other {i}", first.Select(value => (0.5 * value) + random.NextNormal()).ToArray()));
        var table = Table.FromArrays([
            .. others.Append(("first", first)).Append(("second", second)).Select(one => (one.Item1, (Array)one.Item2)),
        ]);
        var settings = new RunSettings
        {
            Model = "trees",
            Data = DataSource.FromTable(table),
            Seed = seed,
        };
        using var trained = TrainedModel.Train(settings).As<TableModel>();
        var samples = trained.Sample(3000, seed);
        var pairs = samples
            .ColumnValues(8)
            .Zip(samples.ColumnValues(9))
            .Where(pair => !double.IsNaN(pair.Second))
            .ToArray();
        var (x, y) = (pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second));
        double covariance = pairs.Sum(pair => (pair.First - x) * (pair.Second - y));
        return covariance
            / Math.Sqrt(
                pairs.Sum(pair => Math.Pow(pair.First - x, 2)) * pairs.Sum(pair => Math.Pow(pair.Second - y, 2))
            );
    }
}
