using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

public sealed class DifferenceEndTests
{
    private const double Day = 86400;
    private const int Rows = 800;

    [Fact]
    public void DifferencesOfOtherRowsDoNotLeadBeyondTheEnd()
    {
        var table = Customers();
        var rules = TableRules.Find(table, wanted: true);
        var rule = Assert.IsType<DifferenceColumn>(Assert.Single(rules.Rules));
        double end = table.ColumnValues(1).Max();
        Assert.Equal(end, rule.End);
        Assert.Equal(table.ColumnValues(1), rules.Decode(rules.Encode(table)).ColumnValues(1));

        var encoded = rules.Encode(table);
        double[][] cells = [encoded.ColumnValues(0), encoded.ColumnValues(1)];
        Array.Reverse(cells[1]);
        var other = rules.Decode(Table.FromColumns(encoded.Columns, cells));
        int moved = 0;
        for (int row = 0; row < Rows; row++)
        {
            Assert.InRange(other[row, 1], other[row, 0], end);
            Assert.Equal(0, other[row, 1] % Day);
            moved += other[row, 1] - other[row, 0] == cells[1][row] ? 0 : 1;
        }

        // Clamped, they would all be on the last day.
        Assert.InRange(moved, Rows / 10, Rows / 2);
        Assert.True(other.ColumnValues(1).Count(value => value == end) < moved / 5);
    }

    [Fact]
    public void DifferencesThatSeldomLeadBeyondTheEndHaveNone()
    {
        var random = new PhiloxRandom(4, 0);
        double[] starts = [.. Enumerable.Range(0, Rows).Select(_ => Math.Floor(random.NextDouble() * 1000))];
        double[] ends = [.. starts.Select(start => start + 1 + Math.Floor(random.NextDouble() * 3))];
        Assert.Null(DifferenceEnd.Find(ends, [.. ends.Zip(starts, (end, start) => end - start)]));
    }

    [Theory]
    [InlineData(10, 3, 9, 0, 1, 1)] // room for 0 … 7: 9 − 8
    [InlineData(10, 3, 9, 2, 1, 3)] // for 2 … 7: 9 − 6
    [InlineData(10, 10, 4, 0, 1, 0)]
    [InlineData(10, 4, 8.5, 0, 0, 2.5)]
    [InlineData(10, 10, 4, 0, 0, 0)]
    [InlineData(5 * Day, Day, (7 * Day) + 7200, 0, Day, (3 * Day) + 7200)] // whole days and the time of day: 0 … 3 days
    [InlineData(5 * Day, 5 * Day, (7 * Day) + 7200, 0, Day, 0)]
    [InlineData(100_000, 24, 99_977, 0, 1, 99_976)] // hardly beyond: the end, not 24 or 25
    [InlineData(100_000, 24, 99_977.5, 0, 0, 99_976)]
    [InlineData(10, 12, 4, 0, 1, 4)] // the bound itself is beyond
    public void TheRestIsWithinTheRoom(
        double end,
        double bound,
        double rest,
        double least,
        double step,
        double expected
    ) => Assert.Equal(expected, DifferenceEnd.Within(end, bound, rest, least, step), 9);

    // Days of signing up, and of the last order before the data were taken.
    private static Table Customers()
    {
        var random = new PhiloxRandom(3, 0);
        double[] signups = [.. Enumerable.Range(0, Rows).Select(_ => Day * Math.Floor(random.NextDouble() * 1000))];
        double[] orders =
        [
            .. signups.Select(signup => signup + (Day * Math.Floor(random.NextDouble() * (1000 - (signup / Day))))),
        ];
        var kind = new TimeKind("yyyy-MM-dd", IsDay: true);
        return Table.FromColumns(
            [new Column("signup") { Kind = kind }, new Column("last_order") { Kind = kind }],
            [signups, orders]
        );
    }
}
