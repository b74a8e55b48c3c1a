using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Recurrences;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Columns that go on from the row before through a whole file, or each series of a panel.</summary>
public sealed class RunningColumnsTests
{
    private const int Rows = 400;
    private const int Countries = 6;
    private static readonly DateTime First = new(2024, 1, 1);

    [Fact]
    public void ABalanceIsFoundDownAndUpAFile()
    {
        var rows = Account();
        Assert.Equal("'balance' is that of the row before plus 'amount'", Find(rows)?.Summary);
        var reversed = Find(rows.TakeRows([.. Enumerable.Range(0, Rows).Reverse()]));
        Assert.Equal(Find(rows)! with { IsReversed = true }, reversed);
        Assert.False(Find(rows)!.IsReversed);
    }

    [Fact]
    public void ABalanceOfShuffledRowsIsNone() =>
        Assert.Null(Find(Account().TakeRows(new PhiloxRandom(1, 1).Permutation(Rows))));

    [Fact]
    public void OneWrongRowIsEnough()
    {
        var rows = Account();
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[^1][Rows / 2] += 1;
        Assert.Null(Find(Table.FromColumns(rows.Columns, cells)));
    }

    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 400)]
    [InlineData(false, 150)]
    [InlineData(false, 1000)]
    public void BalancesOfSamplesGoOn(bool isReversed, int count)
    {
        var data = Account();
        data = isReversed ? data.TakeRows([.. Enumerable.Range(0, Rows).Reverse()]) : data;
        using var folder = new TemporaryFolder();
        using var model = Trained(data, folder);
        var sample = model.Sample(count, 5);
        Assert.Equal(count, sample.RowCount);
        var (amount, balance) = (Cells(sample, "amount"), Cells(sample, "balance"));
        // A sample of more rows is several files.
        foreach (int[] file in Enumerable.Range(0, count).Chunk(Rows))
        {
            int[] rows = isReversed ? [.. file.Reverse()] : file;
            Assert.All(
                rows.Zip(rows.Skip(1)),
                step => Assert.Equal(balance[step.First] + amount[step.Second], balance[step.Second], 1e-6)
            );
            Assert.Equal(
                file.Select(row => sample[row, 0]).OrderBy(day => isReversed ? -day : day),
                file.Select(row => sample[row, 0])
            );
        }

        // It stays where it is in the data: walks of their own are some 2,000 away in the end.
        var real = Cells(data, "balance");
        Assert.InRange(balance.Average(), real.Average() - 300, real.Average() + 300);
        using var stored = TrainedModel.Open(folder.At("run")).As<TableModel>();
        Assert.Equal(sample.ToRowMajor(), stored.Sample(count, 5).ToRowMajor());
    }

    [Fact]
    public void WithoutRulesNothingGoesOn()
    {
        using var folder = new TemporaryFolder();
        using var model = Trained(Account(), folder, findsRules: false);
        Assert.Null(model.Encoding.Running);
    }

    [Fact]
    public void CountersOfMetersGoOnInEachSeriesOfAPanel()
    {
        var data = Meters();
        Assert.Equal("'reading' is that of the row before plus 'used'", Find(data)?.Summary);
        using var folder = new TemporaryFolder();
        using var model = Trained(data, folder);
        var sample = model.Sample(data.RowCount, 5);
        string[] meters = VisitRows.Texts(sample, "meter");
        var (reading, used) = (Cells(sample, "reading"), Cells(sample, "used"));
        foreach (var meter in Enumerable.Range(0, sample.RowCount).GroupBy(row => meters[row]))
        {
            int[] rows = [.. meter.OrderBy(row => sample[row, 0])];
            Assert.Equal(data.RowCount / 4, rows.Length);
            Assert.All(
                rows.Zip(rows.Skip(1)),
                step => Assert.Equal(reading[step.First] + used[step.Second], reading[step.Second], 1e-6)
            );
        }
    }

    /// <summary>Cumulative cases of countries, which are missing before the first one.</summary>
    [Fact]
    public void TotalsMayBeMissingBeforeTheFirst()
    {
        var data = Cases();
        Assert.Equal("'total' is that of the row before plus 'new', and missing before the first", Find(data)?.Summary);
        using var folder = new TemporaryFolder();
        using var model = Trained(data, folder);
        var sample = model.Sample(data.RowCount, 5);
        string[] countries = VisitRows.Texts(sample, "country");
        var (total, added) = (Cells(sample, "total"), Cells(sample, "new"));
        Assert.Contains(double.NaN, total);
        foreach (var country in Enumerable.Range(0, sample.RowCount).GroupBy(row => countries[row]))
        {
            int[] rows = [.. country.OrderBy(row => sample[row, 0])];
            double sum = 0;
            foreach (int row in rows)
            {
                sum += double.IsNaN(added[row]) ? 0 : added[row];
                Assert.Equal(sum == 0 ? double.NaN : sum, total[row], 1e-6);
            }
        }
    }

    /// <summary>Readings that were not taken, with what was used until then or not.</summary>
    [Fact]
    public void CountersGoOnOverMissingReadings()
    {
        var data = MissingReadings();
        Assert.Equal("'reading' is that of the row before plus 'used', where these are known", Find(data)?.Summary);
        using var folder = new TemporaryFolder();
        using var model = Trained(data, folder);
        var sample = model.Sample(data.RowCount, 5);
        string[] meters = VisitRows.Texts(sample, "meter");
        var (reading, used) = (Cells(sample, "reading"), Cells(sample, "used"));
        int missing = reading.Count(double.IsNaN);
        Assert.InRange(missing, Cells(data, "reading").Count(double.IsNaN) / 3, sample.RowCount / 10);
        foreach (var meter in Enumerable.Range(0, sample.RowCount).GroupBy(row => meters[row]))
        {
            var (expected, isKnown) = (double.NaN, true);
            foreach (int row in meter.OrderBy(row => sample[row, 0]))
            {
                isKnown &= !double.IsNaN(used[row]);
                expected += double.IsNaN(used[row]) ? 0 : used[row];
                if (double.IsNaN(reading[row]))
                {
                    continue;
                }

                // Comparisons with NaN are false.
                Assert.False(isKnown ? Math.Abs(reading[row] - expected) > 1e-6 : reading[row] < expected - 1e-6);
                (expected, isKnown) = (reading[row], true);
            }
        }
    }

    [Fact]
    public void OneWrongReadingIsEnough()
    {
        var data = MissingReadings();
        double[][] cells = [.. Enumerable.Range(0, data.Width).Select(data.ColumnValues)];
        // Behind readings that are missing, with all that was used known.
        Assert.True(double.IsNaN(cells[^1][(63 * 4) + 2]));
        for (int day = 64; day < 100; day++)
        {
            cells[^1][(day * 4) + 2] += 1;
        }

        Assert.Null(Find(Table.FromColumns(data.Columns, cells)));
    }

    /// <summary>A total that is missing later, or 0 before the first, goes on where it is known.</summary>
    [Theory]
    [InlineData(79, double.NaN)]
    [InlineData(0, 0)]
    public void OtherTotalsThatAreMissingGoOnWhereTheyAreKnown(int day, double value)
    {
        var data = Cases();
        double[][] cells = [.. Enumerable.Range(0, data.Width).Select(data.ColumnValues)];
        cells[^1][day * Countries] = value;
        var one = Assert.Single(Find(Table.FromColumns(data.Columns, cells))!.All);
        Assert.Equal((true, false), (one.MayBeMissing, one.BeginsMissing));
    }

    // Meter 1 lacks all of some days, meter 2 the readings of others.
    private static Table MissingReadings()
    {
        var rows = Meters();
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int day = 30; day < 36; day++)
        {
            (cells[^2][(day * 4) + 1], cells[^1][(day * 4) + 1]) = (double.NaN, double.NaN);
            cells[^1][((day + 30) * 4) + 2] = day < 34 ? double.NaN : cells[^1][((day + 30) * 4) + 2];
        }

        return Table.FromColumns([.. rows.Columns.Select(column => column with { Missing = "" })], cells);
    }

    private static TableModel Trained(Table data, TemporaryFolder folder, bool findsRules = true) =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(data) with { FindsRules = findsRules },
                    OutputFolder = folder.At("run"),
                }
            )
            .As<TableModel>();

    private static RunningColumns? Find(Table rows) =>
        SubjectKinds
            .Apply(new LoadedTable(Schema.Detect(rows).Apply(rows), 0), null)
            .Table.Columns.Select(column => column.Running)
            .OfType<RunningColumns>()
            .SingleOrDefault();

    private static double[] Cells(Table rows, string name) => new NamedCells(rows)[name];

    // The statement of one account: purchases and incomes.
    private static Table Account()
    {
        var random = new PhiloxRandom(6, 0);
        double[] days = [.. Enumerable.Range(0, Rows).Select(_ => Math.Floor(365 * random.NextDouble())).Order()];
        string[] texts = Array.ConvertAll(days, _ => random.NextDouble() < 0.15 ? "income" : "purchase");
        double[] amounts = Array.ConvertAll(
            texts,
            text => Math.Round(text == "income" ? 280 + (10 * random.NextNormal()) : -100 * random.NextDouble(), 2)
        );
        double balance = 2500;
        return Table.FromArrays(
            ("day", Array.ConvertAll(days, day => First.AddDays(day))),
            ("text", texts),
            ("amount", amounts),
            ("balance", Array.ConvertAll(amounts, amount => balance = Math.Round(balance + amount, 2)))
        );
    }

    private static Table Cases()
    {
        var random = new PhiloxRandom(9, 0);
        double[] totals = new double[Countries];
        var rows = (
            from day in Enumerable.Range(0, 80)
            from country in Enumerable.Range(0, Countries)
            let isBefore = day < 8 + (3 * country)
            let added = isBefore ? double.NaN : Math.Floor((10 * (country + 1)) + (9 * random.NextDouble()))
            select (
                Day: First.AddDays(day),
                Country: $"Land {(char)('A' + country)}",
                New: added,
                Total: isBefore ? double.NaN : totals[country] += added
            )
        ).ToArray();
        return Table.FromArrays(
            ("day", rows.Select(row => row.Day).ToArray()),
            ("country", rows.Select(row => row.Country).ToArray()),
            ("new", rows.Select(row => row.New).ToArray()),
            ("total", rows.Select(row => row.Total).ToArray())
        );
    }

    private static Table Meters()
    {
        var random = new PhiloxRandom(8, 0);
        double[] readings = [100, 5000, 2000, 800];
        var rows = (
            from day in Enumerable.Range(0, 100)
            from meter in Enumerable.Range(0, 4)
            let used = Math.Round(3 + (2 * meter) + random.NextDouble(), 1)
            select (
                Day: First.AddDays(day),
                Meter: $"M{meter}",
                Used: used,
                Reading: readings[meter] = Math.Round(readings[meter] + used, 1)
            )
        ).ToArray();
        return Table.FromArrays(
            ("day", rows.Select(row => row.Day).ToArray()),
            ("meter", rows.Select(row => row.Meter).ToArray()),
            ("used", rows.Select(row => row.Used).ToArray()),
            ("reading", rows.Select(row => row.Reading).ToArray())
        );
    }
}
