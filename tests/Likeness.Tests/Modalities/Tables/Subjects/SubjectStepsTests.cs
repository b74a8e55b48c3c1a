using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Numbers that go on from the row before of a key, as salaries do.</summary>
public sealed class SubjectStepsTests
{
    private const double Limit = 60_000;

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void SalariesRiseAsInTheData(string name)
    {
        var data = Create(500);
        using var model = Train(data, name);
        var context = model.Encoding.Context!;
        Assert.Equal(["salary"], context.Steps.Columns.Select(step => step.Column));
        Assert.Equal(context, TableEncoding.FromJson(model.Encoding.ToJson()).Context);

        var samples = model.Sample(data.RowCount, 1);
        double[] expected = Steps(data);
        double[] steps = Steps(samples);
        Assert.All(steps, step => Assert.True(step >= 0));
        Assert.InRange(ShareOfZeros(steps), ShareOfZeros(expected) - 0.06, ShareOfZeros(expected) + 0.06);
        Assert.InRange(Deviation(steps), 0.85 * Deviation(expected), 1.15 * Deviation(expected));
        Assert.DoesNotContain(samples.ColumnValues(1), double.IsNaN);
        Assert.All(samples.ColumnValues(1), salary => Assert.Equal(0, salary % 10));
        double mean = data.ColumnValues(1).Average();
        Assert.InRange(samples.ColumnValues(1).Average(), 0.95 * mean, 1.05 * mean);

        // What follows from the salary follows from that of the row, not from its step.
        string[] levels = VisitRows.Texts(samples, "level");
        double[] salaries = samples.ColumnValues(1);
        Assert.InRange(levels.Index().Average(one => one.Item == LevelOf(salaries[one.Index]) ? 1.0 : 0), 0.97, 1);
    }

    [Fact]
    public void ConditionsAreOnTheNumberItself()
    {
        using var model = Train(Create(300), "trees");
        var high = model.SampleConditional(300, model.ParseConditions($"salary>={Limit}, level=high"));
        Assert.Equal(300, high.Rows.RowCount);
        Assert.All(high.Rows.ColumnValues(1), salary => Assert.True(salary >= Limit));
        Assert.Throws<LikenessException>(() => model.ParseConditions("salary, step>=0"));
    }

    [Fact]
    public void SalariesAreImputed()
    {
        var data = Create(300);
        using var model = Train(data, "trees");
        double[] cells = data.ColumnValues(1);
        double[] missing = [.. cells.Select((cell, row) => row % 5 == 0 ? double.NaN : cell)];
        var (_, filled, _) = model.Impute(
            new IncompleteTable(
                Table.FromColumns(
                    data.Columns,
                    [data.ColumnValues(0), missing, data.ColumnValues(2), data.ColumnValues(3)]
                )
            )
        );
        double[] salaries = filled.ColumnValues(1);
        Assert.All(cells.Index(), one => Assert.True(one.Index % 5 == 0 || salaries[one.Index] == one.Item));
        string[] levels = VisitRows.Texts(data, "level");
        Assert.InRange(
            levels
                .Index()
                .Where(one => one.Index % 5 == 0)
                .Average(one => one.Item == LevelOf(salaries[one.Index]) ? 1.0 : 0),
            0.9,
            1
        );
    }

    [Fact]
    public void NumbersThatDoNotPersistHaveNoSteps()
    {
        var random = new PhiloxRandom(3, 0);
        double[] numbers = [.. Enumerable.Range(0, 400).Select(_ => Math.Round(random.NextNormal(), 2))];
        double[] before = [double.NaN, .. numbers[..^1]];
        Assert.Empty(Found(numbers, before));
        double sum = 0;
        double[] walk = [.. numbers.Select(number => Math.Round(sum += number, 2))];
        double[] last = [double.NaN, .. walk[..^1]];
        Assert.Equal(["x"], Found(walk, last));

        static IEnumerable<string> Found(double[] own, double[] before) =>
            SubjectSteps
                .Find(
                    Table.FromArrays(("x", own), ("x before", before), ("place", new double[own.Length])),
                    ["x"],
                    new HashSet<string?>(),
                    name => name + " before",
                    "place",
                    _ => true
                )
                .Columns.Select(step => step.Column);
    }

    [Fact]
    public void DaysOfInspectionsAreNeverMissing()
    {
        // In one of a hundred rows, what follows from its code is missing.
        var random = new PhiloxRandom(17, 0);
        var rows = new List<(string Key, DateTime Day, string? Code)>();
        for (int place = 0; place < 300; place++)
        {
            var day = new DateTime(2021, 1, 4).AddDays(random.NextInt(700));
            int count = 1 + random.NextInt(7);
            for (int row = 0; row < count; row++)
            {
                rows.Add(($"P-{10_000 + place}", day, random.NextInt(100) == 0 ? null : $"0{random.NextInt(8)}F"));
                day = day.AddDays(20 + random.NextInt(300));
            }
        }

        var data = Table.FromArrays(
            ("customer_id", rows.Select(row => row.Key).ToArray()),
            ("day", rows.Select(row => row.Day).ToArray()),
            ("code", rows.Select(row => row.Code).ToArray()),
            ("rule", rows.Select(row => row.Code is null ? null : $"rule {row.Code[1] % 4}").ToArray())
        );
        using var model = Train(data, "boosted-trees");
        Assert.Equal(["day"], model.Encoding.Context!.Steps.Columns.Select(step => step.Column));
        for (ulong seed = 1; seed <= 6; seed++)
        {
            Assert.DoesNotContain(model.Sample(data.RowCount, seed).ColumnValues(1), double.IsNaN);
        }
    }

    [Fact]
    public void TimesOfSeasonsStayInTheirMonths()
    {
        // One crop is sown in spring, the other one in autumn; the harvest is in the year after October.
        var random = new PhiloxRandom(19, 0);
        var rows = new List<(string Key, DateTime Sown, string Crop)>();
        for (int field = 0; field < 150; field++)
        {
            for (int year = 2013; year < 2021; year++)
            {
                bool isSpring = random.NextInt(2) == 0;
                rows.Add(
                    (
                        $"F-{10_000 + field}",
                        isSpring
                            ? new DateTime(year, 3, 1).AddDays(random.NextInt(50))
                            : new DateTime(year - 1, 9, 1).AddDays(random.NextInt(50)),
                        isSpring ? "barley" : "wheat"
                    )
                );
            }
        }

        var data = Table.FromArrays(
            ("farm_id", rows.Select(row => row.Key).ToArray()),
            ("sown", rows.Select(row => row.Sown).ToArray()),
            ("crop", rows.Select(row => row.Crop).ToArray()),
            ("season", rows.Select(row => (double)(row.Sown.Month > 8 ? row.Sown.Year + 1 : row.Sown.Year)).ToArray())
        );
        using var model = Train(data, "trees");
        Assert.NotNull(model.Encoding.Context);
        var samples = model.Sample(data.RowCount, 1);
        Assert.DoesNotContain(samples.ColumnValues(3), double.IsNaN);
        var months = samples.ColumnValues(1).Select(cell => DateTime.UnixEpoch.AddSeconds(cell).Month).ToHashSet();
        Assert.Equal([3, 4, 9, 10], months.Order());
    }

    // Nobody earns less than before; a third of the rows has the same salary as the row before.
    private static Table Create(int people)
    {
        var random = new PhiloxRandom(11, 0);
        var rows = new List<(string Key, int Year, double Salary)>();
        for (int person = 0; person < people; person++)
        {
            double salary = Math.Round(Math.Exp(10.9 + (0.25 * random.NextNormal())) / 10) * 10;
            int count = 2 + random.NextInt(6);
            for (int row = 0; row < count; row++)
            {
                rows.Add(($"E-{10_000 + person}", row + 1, salary));
                double rise = random.NextInt(3) == 0 ? 0 : 0.02 + (0.02 * random.NextDouble());
                salary = Math.Round(salary * (1 + rise) / 10) * 10;
            }
        }

        return Table.FromArrays(
            ("employee_id", rows.Select(row => row.Key).ToArray()),
            ("salary", rows.Select(row => row.Salary).ToArray()),
            ("level", rows.Select(row => LevelOf(row.Salary)).ToArray()),
            ("year", rows.Select(row => (double)row.Year).ToArray())
        );
    }

    private static string LevelOf(double salary) => salary >= Limit ? "high" : "low";

    private static double[] Steps(Table rows)
    {
        string[] keys = VisitRows.Texts(rows, "employee_id");
        double[] salaries = rows.ColumnValues(1);
        return
        [
            .. Enumerable
                .Range(1, rows.RowCount - 1)
                .Where(row => keys[row] == keys[row - 1])
                .Select(row => salaries[row] - salaries[row - 1]),
        ];
    }

    private static double ShareOfZeros(double[] steps) => steps.Average(step => step == 0 ? 1.0 : 0);

    private static double Deviation(double[] steps)
    {
        double mean = steps.Average();
        return Math.Sqrt(steps.Average(step => (step - mean) * (step - mean)));
    }

    private static TableModel Train(Table rows, string model) =>
        TrainedModel.Train(new RunSettings { Model = model, Data = DataSource.FromTable(rows) }).As<TableModel>();
}
