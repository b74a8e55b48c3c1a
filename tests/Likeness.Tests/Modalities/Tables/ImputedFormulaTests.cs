using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Unknown cells that follow from known ones by a rule, forwards or backwards, are what they must be.</summary>
public sealed class ImputedFormulaTests
{
    private static readonly Grid Minutes = new(1_700_000_040 - 6000, 60, 200);
    private static readonly DateTime Epoch = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Each column in turn is unknown in all rows, and of two orders the sum is solved by way of a product.</summary>
    [Fact]
    public void EachColumnOfAFormulaIsSolved()
    {
        using var folder = new TemporaryFolder();
        using var model = Train(folder, "trips.csv", Trips(800, 1));
        string[] real = Trips(200, 2).Split('\n')[..^1];
        string[] names = real[0].Split(',');
        string[][] unknown =
        [
            ["departure"],
            ["minutes"],
            ["arrival"],
            ["last"],
            ["nights"],
            ["price", "sum"],
            ["sum", "fee"],
            ["total"],
        ];
        foreach (string[] columns in unknown)
        {
            int[] at = [.. columns.Select(name => Array.IndexOf(names, name))];
            string text = string.Concat(
                real.Select(
                    (line, row) =>
                        string.Join(',', line.Split(',').Select((cell, i) => row > 0 && at.Contains(i) ? "" : cell))
                        + "\n"
                )
            );
            var given = Read(folder, text);
            var (_, filled, _) = model.Impute(given);
            for (int row = 0; row < filled.RowCount; row++)
            {
                string[] expected = real[row + 1].Split(',');
                Assert.All(
                    at,
                    column =>
                        Assert.Equal(Same(expected[column]), Same(filled.Columns[column].Write(filled[row, column])!))
                );
            }
        }
    }

    /// <summary>Where no row of a pupil has the school, all rows get one.</summary>
    [Fact]
    public void TheRowsOfASubjectGetOneValue()
    {
        using var folder = new TemporaryFolder();
        using var model = Train(folder, "pupils.csv", Pupils(250, 1, 0));
        Assert.Contains(model.Encoding.Rules.OfType<SubjectColumns>(), rule => rule.Same.Contains("school"));
        var given = Read(folder, Pupils(60, 2, 3));
        var (_, filled, _) = model.Impute(given, samples: 2);
        double[] keys = given.Table.ColumnValues(0);
        for (int sample = 0; sample < 2; sample++)
        {
            var schools = keys.Select((key, row) => (key, School: filled[(2 * row) + sample, 1]))
                .GroupBy(one => one.key);
            Assert.All(schools, rows => Assert.Single(rows.Select(one => one.School).Distinct()));
        }

        Assert.Equal(4, filled.ColumnValues(1).Distinct().Count());
        Assert.Contains(Enumerable.Range(0, keys.Length), row => filled[2 * row, 1] != filled[(2 * row) + 1, 1]);
    }

    /// <summary>A time in seconds is large beside the minutes that are added, and may be before or after those of training rows.</summary>
    [Fact]
    public void ATimeIsSolvedFromMinutes()
    {
        var rule = new FormulaColumn("minutes", ["end", "start"], "(#0 - #1) / 60", isAlone: false, decimals: 0);
        var rows = Table.FromColumns(
            [
                new("start", Minutes) { Kind = new TimeKind("yyyy-MM-dd HH:mm") },
                new("end", Minutes) { Kind = new TimeKind("yyyy-MM-dd HH:mm") },
                new("minutes", new Grid(0, 1, 700)),
            ],
            [
                [double.NaN, 1_700_000_040],
                [1_700_000_040, double.NaN],
                [607, 91],
            ]
        );
        var completed = rule.Complete(rows);
        Assert.Equal([1_700_000_040 - (607 * 60), 1_700_000_040], completed.ColumnValues(0));
        Assert.Equal([1_700_000_040, 1_700_000_040 + (91 * 60)], completed.ColumnValues(1));
    }

    private static string Same(string cell) =>
        double.TryParse(cell, CultureInfo.InvariantCulture, out double number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : cell;

    private static TableModel Train(TemporaryFolder folder, string name, string text)
    {
        File.WriteAllText(folder.At(name), text);
        return TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromFiles([folder.At(name)]) })
            .As<TableModel>();
    }

    private static IncompleteTable Read(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder.At("given.csv"), text);
        return DataSource.FromFiles([folder.At("given.csv")]).LoadIncomplete();
    }

    private static string Trips(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        var text = new StringBuilder("departure,minutes,arrival,first,nights,last,pieces,price,sum,fee,total\n");
        for (int row = 0; row < count; row++)
        {
            var departure = Epoch.AddMinutes(random.NextInt(500_000));
            var first = Epoch.AddDays(random.NextInt(300));
            var (minutes, nights, pieces) = (30 + random.NextInt(600), random.NextInt(25), 1 + random.NextInt(12));
            decimal price = (100 + random.NextInt(6000)) / 100m;
            decimal fee = random.NextInt(1500) / 100m;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{departure:yyyy-MM-dd HH:mm},{minutes},{departure.AddMinutes(minutes):yyyy-MM-dd HH:mm},{first:yyyy-MM-dd},{nights},{first.AddDays(nights):yyyy-MM-dd},{pieces},{price:0.00},{pieces * price:0.00},{fee:0.00},{(pieces * price) + fee:0.00}\n"
            );
        }

        return text.ToString();
    }

    // Every so many pupils have no school.
    private static string Pupils(int count, ulong seed, int without)
    {
        var random = new PhiloxRandom(seed, 0);
        var text = new StringBuilder("pupil,school,year,score\n");
        for (int pupil = 0; pupil < count; pupil++)
        {
            string school = without > 0 && pupil % without == 0 ? "" : $"School {(char)('A' + random.NextInt(4))}";
            int years = 2 + random.NextInt(4);
            for (int year = 0; year < years; year++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"P{(seed * 10_000) + (ulong)pupil},{school},{2018 + year},{40 + random.NextInt(60)}\n"
                );
            }
        }

        return text.ToString();
    }
}
