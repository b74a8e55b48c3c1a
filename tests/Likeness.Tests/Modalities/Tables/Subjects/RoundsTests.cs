using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Patients who join within a year, and are all visited in the same weeks later: rows stand round after round, so that rows of others are between those of a patient.</summary>
public sealed class RoundsTests
{
    private const double Day = 86_400;
    private const int Patients = 150;
    private static readonly int[] Rounds = [900, 1600, 3000];

    [Fact]
    public void LaterVisitsAreInTheWeeksOfTheRounds()
    {
        var table = Visits();
        using var model = Train(table);
        var times = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>()).Series!.Times!;
        Assert.DoesNotContain(null, times.Rounds!);
        Assert.Equal(
            times,
            TableEncoding.FromJson(model.Encoding.ToJson()).Rules.OfType<SubjectColumns>().Single().Series!.Times
        );

        var samples = model.Sample(2000, 1);
        double[] days = [.. samples.ColumnValues(1).Select(time => time / Day)];
        Assert.All(
            days,
            day => Assert.True(day < 370 || Array.Exists(Rounds, round => day >= round && day < round + 14))
        );
        Assert.InRange(days.Count(day => day < 370) / 2000.0, 0.28, 0.38);
    }

    /// <summary>The first rows of a sample are first visits, as those of the data are.</summary>
    [Fact]
    public void ComparedSubjectsAreWhole()
    {
        var table = Visits();
        using var model = Train(table);
        var samples = model.Sample(2000, 1);
        var compared = WholeSubjects.Take(samples, model.Encoding.Rules, 300, 1);
        Assert.Equal(300, compared.RowCount);
        Assert.InRange(compared.ColumnValues(1).Count(time => time < 370 * Day) / 300.0, 0.28, 0.38);
        var sizeOf = samples.ColumnValues(0).CountBy(key => key).ToDictionary();
        // The last one is cut.
        Assert.InRange(compared.ColumnValues(0).CountBy(key => key).Count(one => one.Value < sizeOf[one.Key]), 0, 1);
        Assert.Equal(
            samples.ColumnValues(2),
            WholeSubjects.Take(samples, model.Encoding.Rules, 2000, 1).ColumnValues(2)
        );
    }

    private static Table Visits()
    {
        var random = new PhiloxRandom(4, 0);
        var rows = new List<(int Patient, double Day, double Value)>();
        for (int patient = 0; patient < Patients; patient++)
        {
            double level = 70 + (10 * random.NextNormal());
            rows.Add((patient, Math.Floor(random.NextDouble() * 365), level));
            foreach (int round in Rounds)
            {
                // One of five misses a visit, and does not come again.
                if (random.NextDouble() < 0.2)
                {
                    break;
                }

                rows.Add((patient, round + Math.Floor(random.NextDouble() * 14), level + random.NextNormal()));
            }
        }

        rows = [.. rows.OrderBy(row => Array.FindLastIndex(Rounds, round => row.Day >= round))];
        return Table.FromArrays(
            ("patient_id", rows.Select(row => $"P{10_000 + row.Patient}").ToArray()),
            ("visited", rows.Select(row => new DateOnly(1970, 1, 1).AddDays((int)row.Day)).ToArray()),
            ("weight", rows.Select(row => row.Value).ToArray())
        );
    }

    private static TableModel Train(Table rows) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) }).As<TableModel>();
}
