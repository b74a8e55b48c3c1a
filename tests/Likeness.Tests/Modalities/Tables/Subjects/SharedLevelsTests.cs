using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>What the rows of a key share is as frequent among sampled keys as among those of the data, up to chance.</summary>
public sealed class SharedLevelsTests
{
    private const int Keys = 130;

    // Of χ² with 2 degrees of freedom: 10⁻⁴; the frequencies of so few training keys are nearly those of all.
    private const double MaxChiSquared = 18.4;

    [Theory]
    [InlineData("trees", 0)]
    [InlineData("trees", 1)]
    [InlineData("trees", 2)]
    [InlineData("boosted-trees", 0)]
    public void LevelsAreAsFrequentAsAmongKeys(string name, int seed)
    {
        var data = Diaries((ulong)seed + 1);
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = name,
                    Data = DataSource.FromTable(data),
                    Seed = (ulong)seed,
                }
            )
            .As<TableModel>();
        var loaded = model.LoadData();
        var samples = model.Sample(6000, 7);
        string[] known = [.. KindsOf(loaded.Train), .. KindsOf(loaded.Validation)];
        string[] sampled = KindsOf(samples);
        Assert.InRange(sampled.Length, 150, 400);
        double squared = 0;
        foreach (var (level, count) in known.CountBy(level => level))
        {
            // The mean of both, since both are few.
            double all = count + sampled.Count(one => one == level);
            foreach (string[] some in new[] { known, sampled })
            {
                double expected = all * some.Length / (known.Length + sampled.Length);
                double found = some.Count(one => one == level);
                squared += (found - expected) * (found - expected) / expected;
            }
        }

        Assert.InRange(squared, 0, MaxChiSquared);
    }

    private static string[] KindsOf(Table rows)
    {
        string[] kinds = VisitRows.Texts(rows, "kind");
        return [.. VisitRows.Texts(rows, "id").Index().DistinctBy(one => one.Item).Select(one => kinds[one.Index])];
    }

    // Days of people whose air is much that of their kind, so that the row before says which one it is; those of one kind have more days.
    private static Table Diaries(ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        var rows = new List<(int Key, string Kind, int Age, double Day, double Air, string Ache)>();
        for (int key = 0; key < Keys; key++)
        {
            double at = random.NextDouble();
            string kind =
                at < 0.45 ? "with"
                : at < 0.9 ? "without"
                : "mixed";
            int age = 18 + (int)(40 * random.NextDouble());
            double air = (kind == "with" ? 42 : 30) + (6 * random.NextNormal());
            int day = (int)(60 * random.NextDouble());
            int days = kind == "with" ? 40 : 20;
            for (int i = 0; i < days; i++)
            {
                air += random.NextNormal();
                rows.Add((key, kind, age, ++day, Math.Round(air, 1), random.NextDouble() < 0.6 ? "yes" : "no"));
            }
        }

        return Table.FromArrays(
            ("id", rows.Select(row => $"D{row.Key + 100}").ToArray()),
            ("day", rows.Select(row => row.Day).ToArray()),
            ("kind", rows.Select(row => row.Kind).ToArray()),
            ("age", rows.Select(row => (double)row.Age).ToArray()),
            ("air", rows.Select(row => row.Air).ToArray()),
            ("ache", rows.Select(row => row.Ache).ToArray())
        );
    }
}
