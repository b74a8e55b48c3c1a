using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Runs;
using Likeness.Sampling.Conditions;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Rows of one key are sampled one after another, each from the row before.</summary>
public sealed class SequentialSubjectsTests
{
    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void AccountsGoOn(string name)
    {
        var data = AccountRows.Create(400);
        using var model = Train(data, name);
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal("account_no", model.Encoding.Context!.Key);
        Assert.Equal(model.Encoding.Context, TableEncoding.FromJson(model.Encoding.ToJson()).Context);

        var samples = model.Sample(3000, 1);
        var groups = GroupsOf(samples);
        Assert.DoesNotContain(false, rule.Holds(samples));
        Assert.All(Steps(groups), step => Assert.Equal(step.Before[5], step.Row[2], 6));
        Assert.All(groups, group => Assert.Single(group.Select(row => row[1]).Distinct()));
        // As many rows as in the data, of which the last sample is cut.
        Assert.InRange(groups.SkipLast(1).Average(group => group.Count), 6.1, 6.9);

        double correlation = Correlation(Steps(groups));
        Assert.InRange(correlation, Correlation(Steps(GroupsOf(data))) - 0.1, 1);

        // Closed accounts end, as many as in the data.
        int closed = Array.IndexOf([.. Levels(samples, 7)], "closed");
        int all = groups.SelectMany(group => group).Count(row => row[7] == closed);
        Assert.InRange(groups.Count(group => group[^1][7] == closed) / (double)all, 0.9, 1);
        double part = GroupsOf(data).Average(group => group[^1][7] == closed ? 1.0 : 0);
        Assert.InRange(groups.Average(group => group[^1][7] == closed ? 1.0 : 0), part - 0.1, part + 0.1);
    }

    /// <summary>With rows of other accounts in between, or from the last row to the first.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RowsStandAsInTheData(bool areInBetween)
    {
        // Where a balance begins does not say in which direction the rows stand.
        var data = AccountRows.Create(200).TakeColumns([0, 1, 3, 4, 5, 6, 7]);
        var random = new PhiloxRandom(8, 0);
        double[] keys = data.ColumnValues(0);
        double[] times = new double[keys.Length];
        for (int row = 0; row < times.Length; row++)
        {
            bool isFirst = row == 0 || keys[row] != keys[row - 1];
            times[row] = random.NextDouble() + (isFirst ? 10 * random.NextDouble() : times[row - 1]);
        }

        int[] order = [.. Enumerable.Range(0, keys.Length).OrderBy(row => areInBetween ? times[row] : -row)];
        using var model = Train(data.TakeRows(order), "trees");
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal((areInBetween, !areInBetween), (!rule.AreTogether, rule.Series!.IsReversed));
        var samples = model.Sample(1500, 3);
        Assert.DoesNotContain(false, rule.Holds(samples));
        string[] sampled = VisitRows.Texts(samples, "account_no");
        Assert.InRange(1500.0 / sampled.Distinct().Count(), 5.5, 7.5);
        // Not first rows alone.
        Assert.InRange(sampled.Take(600).Distinct().Count(), 50, 500);
    }

    /// <summary>Before all lines are there, an amount above the total is no reason to refuse one.</summary>
    [Fact]
    public void OrdersHaveTheLinesOfTheData()
    {
        var data = Orders();
        using var model = Train(data, "trees");
        var rule = Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>());
        Assert.Equal("subtotal", Assert.Single(rule.Series!.Totals).Column);
        var samples = model.Sample(12_000, 4);
        var groups = GroupsOf(samples).SkipLast(1).ToList();
        double mean = GroupsOf(data).Average(group => group.Count);
        Assert.InRange(groups.Average(group => group.Count), 0.95 * mean, 1.05 * mean);
        double amount = data.ColumnValues(4).Average();
        Assert.InRange(samples.ColumnValues(4).Average(), 0.97 * amount, 1.03 * amount);
        Assert.All(groups, group => Assert.Equal(group[0][5], group.Sum(row => row[4]), 2));
        Assert.All(groups, group => Assert.Equal(group[0][7], group[0][5] + group[0][6], 2));
    }

    /// <summary>A total is known when all lines are there: orders are accepted as a whole.</summary>
    [Theory]
    [InlineData("subtotal>=150", 5)]
    [InlineData("total<80, shipping=1", 7)]
    public void ConditionsOnTotalsHold(string conditions, int column)
    {
        using var model = Train(Orders(), "trees");
        var sample = model.SampleConditional(500, model.ParseConditions(conditions), seed: 5);
        var groups = GroupsOf(sample.Rows).SkipLast(1).ToList();
        Assert.Equal(500, sample.Rows.RowCount);
        Assert.All(
            sample.Rows.ColumnValues(column),
            total => Assert.InRange(total, column == 5 ? 150 : 0, column == 5 ? 5000 : 80)
        );
        Assert.All(groups, group => Assert.Equal(group[0][5], group.Sum(row => row[4]), 2));
        Assert.Contains("rows of whole keys", sample.Summary, StringComparison.Ordinal);
        var error = Assert.Throws<LikenessException>(() =>
            model.SampleConditional(
                20,
                model.ParseConditions("subtotal>=700, quantity<2"),
                new ConditionalSettings { MaxSamples = 2000 }
            )
        );
        Assert.Contains("of 2,0", error.Message, StringComparison.Ordinal);
    }

    private static Table Orders()
    {
        var random = new PhiloxRandom(12, 0);
        var rows = new List<(string Key, int Line, double Quantity, double Price, double Sum, double Shipping)>();
        for (int order = 0; order < 400; order++)
        {
            var lines = Enumerable
                .Range(0, 1 + random.NextInt(4))
                .Select(_ => (Quantity: 1.0 + random.NextInt(9), Price: Math.Round(5 + (40 * random.NextDouble()), 2)))
                .ToList();
            double sum = Math.Round(lines.Sum(line => line.Quantity * line.Price), 2);
            double shipping = random.NextInt(3);
            rows.AddRange(
                lines.Select((line, i) => ($"SO-{4000 + order}", i + 1, line.Quantity, line.Price, sum, shipping))
            );
        }

        return Table.FromArrays(
            ("order_id", rows.Select(row => row.Key).ToArray()),
            ("line", rows.Select(row => (double)row.Line).ToArray()),
            ("quantity", rows.Select(row => row.Quantity).ToArray()),
            ("price", rows.Select(row => row.Price).ToArray()),
            ("amount", rows.Select(row => Math.Round(row.Quantity * row.Price, 2)).ToArray()),
            ("subtotal", rows.Select(row => row.Sum).ToArray()),
            ("shipping", rows.Select(row => row.Shipping).ToArray()),
            ("total", rows.Select(row => Math.Round(row.Sum + row.Shipping, 2)).ToArray())
        );
    }

    /// <summary>Of two states, the next is the same with a probability of 0.9; the density of a row given the row before says so.</summary>
    [Fact]
    public void TheDensityIsThatOfTheNextRow()
    {
        var random = new PhiloxRandom(6, 0);
        var rows = new List<(string Key, int Place, string State)>();
        for (int key = 0; key < 300; key++)
        {
            bool isOn = random.NextDouble() < 0.5;
            for (int place = 0; place < 6; place++)
            {
                rows.Add(($"K-{1000 + key}", place + 1, isOn ? "on" : "off"));
                isOn = random.NextDouble() < 0.9 ? isOn : !isOn;
            }
        }

        var table = Of(rows);
        using var model = Train(table, "trees");
        Assert.NotNull(model.Encoding.Context);
        // Keys that the run does not know, and rows in another order.
        (string Key, int Place, string State)[] some =
        [
            ("X-1", 1, "on"),
            ("Y-1", 1, "on"),
            ("X-1", 2, "on"),
            ("Y-1", 2, "off"),
            ("Z-1", 1, "off"),
        ];
        double[] log = [.. model.Score(Of(some)).LogDensity];
        Assert.Equal(log[0], log[1], 6);
        Assert.InRange(log[0], log[4] - 0.3, log[4] + 0.3);
        Assert.InRange(log[2] - log[3], Math.Log(9) - 0.5, Math.Log(9) + 0.5);
        // The number of the visit is known from the place.
        Assert.InRange(Math.Exp(log[0]) + Math.Exp(log[4]), 0.9, 1.001);
        Assert.InRange(Math.Exp(log[2]) + Math.Exp(log[3]), 0.9, 1.001);

        static Table Of(IReadOnlyList<(string Key, int Place, string State)> rows) =>
            Table.FromArrays(
                ("patient_id", rows.Select(row => row.Key).ToArray()),
                ("visit", rows.Select(row => (double)row.Place).ToArray()),
                ("state", rows.Select(row => row.State).ToArray())
            );
    }

    [Fact]
    public void AModelThatDoesNotKnowTheRowBeforeHasNoContext()
    {
        var encoding = TableEncoding.Fit(AccountRows.Create(60), new Likeness.Models.Tables.TvaeOptions());
        Assert.Null(encoding.Context);
    }

    [Fact]
    public void ConditionsAndImputationDoNotNeedTheRowBefore()
    {
        using var model = Train(AccountRows.Create(200), "trees");
        var sample = model.SampleConditional(200, model.ParseConditions("country=FR, rate>=10"));
        Assert.All(sample.Rows.ColumnValues(6), rate => Assert.True(rate >= 10));
        Assert.Throws<LikenessException>(() => model.ParseConditions("last row of one account_no=True"));
    }

    private static IEnumerable<(double[] Before, double[] Row)> Steps(List<List<double[]>> groups) =>
        groups.SelectMany(group => group.Zip(group.Skip(1)));

    private static double Correlation(IEnumerable<(double[] Before, double[] Row)> steps)
    {
        var pairs = steps.Select(step => (X: step.Before[6], Y: step.Row[6])).ToList();
        var (x, y) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        return pairs.Sum(pair => (pair.X - x) * (pair.Y - y))
            / Math.Sqrt(pairs.Sum(pair => Math.Pow(pair.X - x, 2)) * pairs.Sum(pair => Math.Pow(pair.Y - y, 2)));
    }

    private static IEnumerable<string> Levels(Table rows, int column) =>
        Enumerable.Range(0, rows.Columns[column].Kind.LevelCount).Select(level => rows.Columns[column].Write(level));

    private static List<List<double[]>> GroupsOf(Table rows) =>
        [
            .. VisitRows
                .Texts(rows, rows.Columns[0].Name)
                .Index()
                .GroupBy(
                    one => one.Item,
                    one => Enumerable.Range(0, rows.Width).Select(column => rows[one.Index, column]).ToArray()
                )
                .Select(group => group.ToList()),
        ];

    private static TableModel Train(Table rows, string model) =>
        TrainedModel.Train(new RunSettings { Model = model, Data = DataSource.FromTable(rows) }).As<TableModel>();
}
