using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Unknown cells that known columns are encoded relative to: a beginning from its end.</summary>
public sealed class ImputedPartsTests : IDisposable
{
    private const double Day = 86400;
    private const int Samples = 5;

    private static readonly int[] Terms = [6, 12, 24];

    private readonly TableModel model = TrainedModel
        .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Contracts(1500, 1)) })
        .As<TableModel>();

    private readonly Table real = Contracts(100, 2);

    /// <summary>Columns: region, birth, start, age, end, paid, deposit, price.</summary>
    [Fact]
    public void RulesOfManyKindsAreFound()
    {
        Assert.Contains(model.Encoding.Rules, rule => rule is YearsColumn);
        Assert.Contains(model.Encoding.Rules, rule => rule is MonthsColumn);
        Assert.Contains(model.Encoding.Rules, rule => rule is DifferenceColumn { Column: "paid" });
    }

    /// <summary>The term leaves three days, of which payment and age choose one.</summary>
    [Fact]
    public void BeginningFollowsFromTheEnd()
    {
        var filled = Filled("start");
        Assert.InRange(Fraction(filled, (row, one) => filled[row, 2] == one[2]), 0.95, 1);
        Assert.True(Fraction(filled, (row, _) => filled[row, 5] >= filled[row, 2]) > 0.98);
    }

    /// <summary>Days from beginning to payment are 10 in the mean in the north and 40 in the south; a beginning that is chosen without payment is a year away.</summary>
    [Fact]
    public void TimeBetweenIsAsInTheData()
    {
        var filled = Filled("start", "end", "age");
        for (int region = 0; region < 2; region++)
        {
            double[] days =
            [
                .. Enumerable
                    .Range(0, filled.RowCount)
                    .Where(row => filled[row, 0] == region)
                    .Select(row => (filled[row, 5] - filled[row, 2]) / Day),
            ];
            Assert.InRange(days.Average(), region == 0 ? 8 : 34, region == 0 ? 12 : 46);
        }

        Assert.True(Fraction(filled, (row, _) => IsWhole(filled, row)) > 0.95);
    }

    /// <summary>An age leaves a year for the birth.</summary>
    [Fact]
    public void BirthFollowsFromAge()
    {
        var filled = Filled("birth");
        Assert.True(Fraction(filled, (row, one) => Math.Abs(filled[row, 1] - one[1]) < 366 * Day) > 0.99);
        Assert.True(Fraction(filled, (row, one) => Math.Abs(filled[row, 1] - one[1]) < 30 * Day) < 0.5);
    }

    /// <summary>Contradictions of what is known keep no other column from following.</summary>
    [Fact]
    public void BrokenRulesOfOtherColumnsDoNotMatter()
    {
        double[][] cells = [.. Enumerable.Range(0, real.Width).Select(real.ColumnValues)];
        Array.Fill(cells[6], 1e6);
        var filled = Filled(Table.FromColumns(real.Columns, cells), "start");
        Assert.InRange(Fraction(filled, (row, one) => filled[row, 2] == one[2]), 0.95, 1);
    }

    /// <summary>What was sampled of a pair says what the known one leaves of the other.</summary>
    [Fact]
    public void EachRuleLeavesOneValue()
    {
        var day = new TimeKind("yyyy-MM-dd");
        var fraction = new FractionColumn("part", "whole");
        Assert.Equal([50], Placed(fraction, NumberKind.Default, [0.5, 2], known: 12.5));
        Assert.Equal([double.NaN], Placed(fraction, NumberKind.Default, [0, 2], known: 0));
        var difference = new DifferenceColumn("part", ["whole"], 0, 10);
        Assert.Equal([7.5], Placed(difference, NumberKind.Default, [5, 2], known: 10.5));
        double january = Seconds(2024, 1, 31);
        double february = Seconds(2024, 2, 29);
        var period = new PeriodColumn("part", "whole", 0, [1, 12]);
        Assert.Equal([Seconds(2023, 5, 10)], Placed(period, day, [february, january], known: Seconds(2023, 6, 10)));
        Assert.Equal(
            [Seconds(2023, 6, 6)],
            Placed(period, day, [february, Seconds(2024, 2, 25)], Seconds(2023, 6, 10))
        );
        var months = new MonthsColumn("part", "whole", 0, [1, 12]);
        Assert.Equal([Seconds(2023, 5, 10)], Placed(months, day, [february, january], known: Seconds(2023, 6, 10)));
        Assert.Equal([double.NaN], Placed(months, day, [february, january], known: Seconds(2023, 3, 30)));

        static double Seconds(int year, int month, int date) =>
            (new DateTime(year, month, date, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;

        static double[] Placed(TableRule rule, ColumnKind kind, double[] sampled, double known) =>
            rule.PlaceParts(Rows(kind, [known, double.NaN]), Rows(kind, sampled)).ColumnValues(1);

        static Table Rows(ColumnKind kind, double[] row) =>
            Table.FromColumns(
                [new("part") { Kind = kind, Missing = "" }, new("whole") { Kind = kind, Missing = "" }],
                [
                    [row[0]],
                    [row[1]],
                ]
            );
    }

    public void Dispose() => model.Dispose();

    private Table Filled(params string[] unknown) => Filled(real, unknown);

    private Table Filled(Table rows, params string[] unknown) =>
        model
            .Impute(
                new IncompleteTable(
                    rows.TakeColumns([
                        .. Enumerable.Range(0, rows.Width).Where(i => !unknown.Contains(rows.Columns[i].Name)),
                    ])
                ),
                Samples
            )
            .Filled;

    private double Fraction(Table filled, Func<int, double[], bool> holds) =>
        Enumerable
            .Range(0, filled.RowCount)
            .Count(row =>
                holds(row, [.. Enumerable.Range(0, real.Width).Select(column => real[row / Samples, column])])
            ) / (double)filled.RowCount;

    private static bool IsWhole(Table rows, int row)
    {
        var (start, end) = (Date(rows[row, 2]), Date(rows[row, 4]));
        return Array.Exists(Terms, months => start.AddMonths(months) == end);
    }

    private static DateTime Date(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    private static Table Contracts(int count, ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        var cells = new double[8][];
        for (int column = 0; column < cells.Length; column++)
        {
            cells[column] = new double[count];
        }

        for (int row = 0; row < count; row++)
        {
            double region = random.NextInt(2);
            double start = Day * (19000 + random.NextInt(1000));
            double birth = Day * ((start / Day) - 7000 - random.NextInt(20000));
            double age = YearsColumn.Between(
                YearsColumn.NumberOf(DateOnly.FromDateTime(Date(birth))),
                YearsColumn.NumberOf(DateOnly.FromDateTime(Date(start)))
            );
            double end = (Date(start).AddMonths(Terms[random.NextInt(3)]) - DateTime.UnixEpoch).TotalSeconds;
            double paid = start + (Day * random.NextInt(region == 0 ? 21 : 81));
            double price = 100 + random.NextInt(1000);
            double deposit = Math.Round(price * (random.NextInt(2) == 0 ? 0.1 : 0.2), 2);
            double[] one = [region, birth, start, age, end, paid, deposit, price];
            for (int column = 0; column < one.Length; column++)
            {
                cells[column][row] = one[column];
            }
        }

        var day = new TimeKind("yyyy-MM-dd");
        var rows = Table.FromColumns(
            [
                new("region") { Kind = new CategoryKind(["north", "south"]) },
                new("birth") { Kind = day },
                new("start") { Kind = day },
                new("age"),
                new("end") { Kind = day },
                new("paid") { Kind = day },
                new("deposit"),
                new("price"),
            ],
            cells
        );
        return Schema.Detect(rows).Apply(rows);
    }
}
