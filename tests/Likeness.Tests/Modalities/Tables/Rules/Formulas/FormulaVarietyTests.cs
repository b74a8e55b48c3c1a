using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Formulas that hold in (nearly) all rows and say nothing, or something else: of a constant, of a mean length of months, and of numbers that are nearly all 0.</summary>
public sealed class FormulaVarietyTests
{
    private const int Rows = 900;
    private static readonly TimeKind Days = new("yyyy-MM-dd", IsDay: true);

    /// <summary>Delays of up to 70 days are 0 years, and so is nearly each flag.</summary>
    [Theory]
    [InlineData(300)]
    [InlineData(25)]
    public void AFlagIsNoNumberOfYears(int rowsPerFlag)
    {
        var random = new PhiloxRandom(1, 0);
        double[] incident = Starts(random);
        double[] reported = [.. incident.Select(one => one + (Clock.Day * random.NextInt(70)))];
        double[] flag = [.. Numbers(row => row % rowsPerFlag == 0 ? 1 + (row / rowsPerFlag % 2) : 0)];
        var table = Detected(
            ("incident", Days, incident),
            ("reported", Days, reported),
            ("flag", NumberKind.Default, flag)
        );
        Assert.Empty(NearFormulas.All(table, []));
    }

    /// <summary>Bills of a year: a tax is no product of the year's length.</summary>
    [Fact]
    public void APeriodOfOneLengthIsNoFactor()
    {
        var random = new PhiloxRandom(2, 0);
        double[] from = Starts(random);
        double[] to = [.. from.Select(one => one + (364 * Clock.Day))];
        double[] net = [.. Numbers(_ => Cents(200 + (1800 * random.NextDouble())))];
        double[] tax = [.. net.Select(one => Cents(0.19 * one))];
        var table = Detected(
            ("from", Days, from),
            ("to", Days, to),
            ("net", NumberKind.Default, net),
            ("tax", NumberKind.Default, tax)
        );
        Assert.Empty(ProductSearch.Of(new SearchedColumn(table, 3, [0, 1, 2], 2), mayDivide: false, isOfTimes: false));
    }

    /// <summary>A bill less what was paid before is near 0, and follows from both.</summary>
    [Fact]
    public void ABalanceIsComputedFromABill()
    {
        var random = new PhiloxRandom(6, 0);
        double[] units = [.. Numbers(_ => 100 + random.NextInt(900))];
        double[] price = [.. Numbers(_ => Cents(0.2 + (2 * random.NextDouble())))];
        double[] bill = [.. units.Zip(price, (one, other) => Cents(one * other))];
        double[] paid = [.. bill.Select(one => 12 * Math.Round(one * (0.8 + (0.4 * random.NextDouble())) / 12))];
        double[] balance = [.. bill.Zip(paid, (one, other) => Cents(one - other))];
        var table = Detected(
            ("units", NumberKind.Default, units),
            ("price", NumberKind.Default, price),
            ("bill", NumberKind.Default, bill),
            ("paid", NumberKind.Default, paid),
            ("balance", NumberKind.Default, balance)
        );
        Assert.Equal(
            ["balance = bill - paid", "bill = units × price"],
            FormulaSearch.All(table, []).Select(rule => rule.ToString()).Order()
        );
    }

    /// <summary>Amounts are those of the days of a month, which has 30.45 on average.</summary>
    [Fact]
    public void AMeanIsNoConstantOfAFormulaWithExceptions()
    {
        var random = new PhiloxRandom(3, 0);
        double[] month = [28, 30, 31];
        double[] price = [.. Numbers(_ => new double[] { 12, 29, 59 }[random.NextInt(3)])];
        double[] seats = [.. Numbers(_ => 1 + random.NextInt(14))];
        double[] whole = [.. Numbers(row => row % 30 == 0 ? 28 : month[1 + random.NextInt(2)])];
        double[] days = [.. whole.Select(most => 1.0 + random.NextInt((int)most))];
        double[] amount = [.. Numbers(row => Cents(price[row] * seats[row] * days[row] / whole[row]))];
        var table = Detected(
            ("price", NumberKind.Default, price),
            ("seats", NumberKind.Default, seats),
            ("days", NumberKind.Default, days),
            ("amount", NumberKind.Default, amount)
        );
        Assert.Empty(NearFormulas.All(table, []));
    }

    [Fact]
    public void ARoundConstantMayHaveExceptions()
    {
        var random = new PhiloxRandom(4, 0);
        double[] price = [.. Numbers(_ => Cents(5 + (90 * random.NextDouble())))];
        double[] count = [.. Numbers(_ => 1 + random.NextInt(14))];
        double[] duty = [.. Numbers(row => Cents((0.0825 * price[row] * count[row]) + (row % 40 == 0 ? 1 : 0)))];
        var table = Detected(
            ("price", NumberKind.Default, price),
            ("count", NumberKind.Default, count),
            ("duty", NumberKind.Default, duty)
        );
        Assert.Equal("duty = 0.0825 × price × count", Assert.Single(NearFormulas.All(table, [])).ToString());
    }

    /// <summary>Loans of 21 or 28 days, each renewal of which is another one: numbers of any 29 to 31 days are right.</summary>
    [Fact]
    public void AFewLengthsTellNoMonths()
    {
        var random = new PhiloxRandom(5, 0);
        double[] loaned = Starts(random);
        double[] renewals = [.. Numbers(_ => random.NextInt(3))];
        double[] due =
        [
            .. Numbers(row => loaned[row] + (Clock.Day * (21 + (7 * random.NextInt(2))) * (1 + renewals[row]))),
        ];
        var table = Detected(("loaned", Days, loaned), ("due", Days, due), ("renewals", NumberKind.Default, renewals));
        Assert.Empty(FormulaSearch.All(table, []));
        Assert.Empty(NearFormulas.All(table, []));
    }

    private static double Cents(double amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static double[] Starts(PhiloxRandom random) =>
        [.. Numbers(_ => Clock.Day * (19_000 + random.NextInt(700)))];

    private static IEnumerable<double> Numbers(Func<int, double> number) => Enumerable.Range(0, Rows).Select(number);

    private static Table Detected(params (string Name, ColumnKind Kind, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name) { Kind = column.Kind })],
            [.. columns.Select(column => column.Cells)]
        );
        return Schema.Detect(table).Apply(table);
    }
}
