using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Times that are another one and several lengths of time.</summary>
public sealed class TimeSumTests
{
    private const int Rows = 900;
    private static readonly TimeKind Seconds = new("yyyy-MM-dd HH:mm:ss", IsDay: false);

    [Fact]
    public void TheEndOfACallIsComputed()
    {
        var table = Calls(pause: 0);
        var rule = Assert.Single(TimeSumSearch.All(table, []));
        Assert.Equal("end = start + talk + hold", rule.ToString());
        Assert.All(rule.Holds(table), Assert.True);
        Assert.Contains("end = start + talk + hold", RuleSearch.Find(table).Select(one => one.ToString()));
    }

    /// <summary>Of a pause that no column has, nothing follows.</summary>
    [Fact]
    public void ATimeThatMayBeLaterIsNoSum() => Assert.Empty(TimeSumSearch.All(Calls(pause: 60), []));

    private static Table Calls(int pause)
    {
        var random = new PhiloxRandom(1, 0);
        double[] start = Numbers(_ => 1.7e9 + random.NextInt(8_000_000));
        double[] talk = Numbers(_ => 20 + random.NextInt(600));
        double[] hold = Numbers(_ => random.NextInt(300));
        double[] end = Numbers(row => start[row] + talk[row] + hold[row] + random.NextInt(pause + 1));
        var table = Table.FromColumns(
            [
                new Column("start") { Kind = Seconds },
                new Column("talk"),
                new Column("hold"),
                new Column("end") { Kind = Seconds },
            ],
            [start, talk, hold, end]
        );
        return Schema.Detect(table).Apply(table);
    }

    private static double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, Rows).Select(number)];
}
