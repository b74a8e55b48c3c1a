using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Times of day that are another one and a length of time, past midnight too.</summary>
public sealed class ClockRulesTests
{
    private const int Rows = 600;
    private const string Rule = "landed = clock(started + 60 × minutes)";

    [Fact]
    public void TimesPastMidnightAreFound() => Assert.Equal([Rule], Found(Flights()).Texts);

    /// <summary>Of diverted flights, the minutes are missing, and of cancelled ones all.</summary>
    [Fact]
    public void AFewTimesStandByThemselves()
    {
        var flights = Flights(diverted: 8, cancelled: 20);
        var rules = Found(flights);
        Assert.Contains(Rule, rules.Texts);
        var decoded = rules.Decode(rules.Encode(flights));
        Assert.All([0, 1, 2], column => Assert.Equal(flights.ColumnValues(column), decoded.ColumnValues(column)));
        Assert.Contains(Rule, DeclaredRules.Create(flights, [Rule]).Texts);
        Assert.DoesNotContain(Rule, Found(Flights(diverted: 200)).Texts);
    }

    [Fact]
    public void AFewTimesAreWrong()
    {
        var flights = Flights(wrong: 12);
        var rules = Found(flights);
        Assert.Equal([$"nearly {Rule}"], rules.Texts);
        Assert.Equal(flights.ColumnValues(2), rules.Decode(rules.Encode(flights)).ColumnValues(2));
        Assert.Equal(rules.Texts, DeclaredRules.Create(flights, rules.Texts).Texts);
        Assert.Empty(Found(Flights(wrong: 60)).Texts);
    }

    private static TableRules Found(Table table) => TableRules.Find(table, wanted: true);

    private static Table Flights(int diverted = 0, int cancelled = 0, int wrong = 0)
    {
        var random = new PhiloxRandom(5, 0);
        double[][] cells = [new double[Rows], new double[Rows], new double[Rows]];
        for (int row = 0; row < Rows; row++)
        {
            int which = row * 7 % Rows;
            double minutes = 40 + random.NextInt(400);
            double started = 300 + random.NextInt(1100);
            double landed = (started + minutes + (which < wrong ? 1 + random.NextInt(300) : 0)) % 1440;
            bool isCancelled = which >= wrong + diverted && which < wrong + diverted + cancelled;
            cells[0][row] = isCancelled ? double.NaN : 60 * started;
            cells[1][row] = isCancelled || (which >= wrong && which < wrong + diverted) ? double.NaN : minutes;
            cells[2][row] = isCancelled ? double.NaN : 60 * landed;
        }

        var clock = new DurationKind("hh:mm");
        var table = Table.FromColumns(
            [
                new("started") { Kind = clock, Missing = "" },
                new("minutes") { Missing = "" },
                new("landed") { Kind = clock, Missing = "" },
            ],
            cells
        );
        return Schema.Detect(table).Apply(table);
    }
}
