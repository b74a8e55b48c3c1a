using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Days that are counted with both ends, or with neither, and days that have begun.</summary>
public sealed class InclusiveDaysTests
{
    private const int Rows = 700;
    private const string Both = "days = (last - first) / 1 day + 1";
    private static readonly TimeKind Days = new("yyyy-MM-dd", IsDay: true);
    private static readonly TimeKind Minutes = new("yyyy-MM-dd HH:mm");

    [Theory]
    [InlineData(1, Both)]
    [InlineData(-1, "days = (last - first) / 1 day - 1")]
    public void DaysAreCountedWithBothEndsOrNeither(int added, string expected)
    {
        var table = Stays(days => days + added);
        var rule = Assert.Single(Formulas(table));
        Assert.Equal(expected, rule.ToString());
        Assert.Equal(table.ColumnValues(2), rule.Decode(rule.Encode(table), table.Columns[2]).ColumnValues(2));
    }

    [Fact]
    public void DaysThatHaveBegunAreCounted()
    {
        var random = new PhiloxRandom(2, 0);
        double[] first = [.. Numbers(_ => 1.7e9 + (60 * random.NextInt(500_000)))];
        double[] last = [.. first.Select(one => one + (60 * random.NextInt(60_000)))];
        double[] days = [.. first.Zip(last, (one, other) => Math.Floor((other - one) / Clock.Day) + 1)];
        Assert.Equal(
            "days = floor((last - first) / 1 day) + 1",
            Assert.Single(Formulas(Detected(Minutes, first, last, days))).ToString()
        );
    }

    /// <summary>A deal of late Monday that is won on early Tuesday took a day.</summary>
    [Theory]
    [InlineData(0, "days = (date(last) - date(first)) / 1 day")]
    [InlineData(1, "days = (date(last) - date(first)) / 1 day + 1")]
    public void MidnightsBetweenTimesAreCounted(int added, string expected)
    {
        var random = new PhiloxRandom(3, 0);
        double[] first = [.. Numbers(_ => 1.7e9 + (60 * random.NextInt(500_000)))];
        double[] last = [.. first.Select(one => one + (60 * random.NextInt(60_000)))];
        double[] days =
        [
            .. first.Zip(last, (one, other) => Math.Floor(other / Clock.Day) - Math.Floor(one / Clock.Day) + added),
        ];
        var table = Detected(Minutes, first, last, days);
        var rule = Assert.Single(Formulas(table));
        Assert.Equal(expected, rule.ToString());
        Assert.Equal(days, rule.Decode(rule.Encode(table), table.Columns[2]).ColumnValues(2));
        Assert.Equal(expected, Assert.Single(DeclaredRules.Create(table, [expected]).Rules).ToString());
    }

    [Fact]
    public void AFewRowsMayCountOtherwise()
    {
        int row = 0;
        var table = Stays(days => days + (row++ % 40 == 0 ? 0 : 1));
        Assert.Empty(FormulaSearch.All(table, []));
        Assert.Equal(Both, Assert.Single(NearFormulas.All(table, [])).ToString());
    }

    [Fact]
    public void TheRuleIsDeclared()
    {
        var table = Stays(days => days + 1);
        var rule = Assert.Single(DeclaredRules.Create(table, [Both]).Rules);
        Assert.Equal(Both, rule.ToString());
        Assert.All(rule.Holds(table), Assert.True);
    }

    [Fact]
    public void SamplesCountTheirDays()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Stays(days => days + 1)) })
            .As<TableModel>();
        var samples = model.Sample(500, seed: 1);
        var rule = Assert.Single(model.Encoding.Rules, rule => rule.Column == "days");
        Assert.Equal(Both, rule.ToString());
        Assert.All(rule.Holds(samples), Assert.True);
    }

    private static FormulaColumn[] Formulas(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.OfType<FormulaColumn>()];

    private static Table Stays(Func<double, double> count)
    {
        var random = new PhiloxRandom(1, 0);
        double[] first = [.. Numbers(_ => Clock.Day * (18_000 + random.NextInt(900)))];
        double[] between = [.. Numbers(_ => 2 + random.NextInt(40))];
        double[] last = [.. first.Zip(between, (one, days) => one + (Clock.Day * days))];
        return Detected(Days, first, last, [.. between.Select(count)]);
    }

    private static IEnumerable<double> Numbers(Func<int, double> number) => Enumerable.Range(0, Rows).Select(number);

    private static Table Detected(TimeKind kind, double[] first, double[] last, double[] days)
    {
        var table = Table.FromColumns(
            [new Column("first") { Kind = kind }, new Column("last") { Kind = kind }, new Column("days")],
            [first, last, days]
        );
        return Schema.Detect(table).Apply(table);
    }
}
