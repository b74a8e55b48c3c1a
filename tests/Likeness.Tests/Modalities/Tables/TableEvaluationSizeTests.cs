using Likeness.Modalities.Tables;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>The time that is kept for an evaluation, and the rows that are compared in it.</summary>
public sealed class TableEvaluationSizeTests
{
    [Theory]
    [InlineData(1000, 5)]
    [InlineData(2300, 9)]
    [InlineData(4500, 10)]
    public void TheTimeThatIsKeptSufficesForMostRows(int rows, int columns)
    {
        var kept = TimeSpan.FromSeconds(TableEvaluationSize.SecondsOf(rows, columns, columns));
        Assert.InRange(TableEvaluationSize.Compared(kept, columns, slowness: 1), rows / 2, rows);
        Assert.InRange(TableEvaluationSize.Compared(1.3 * kept, columns, slowness: 1), rows, 2 * rows);
        // Of a machine of half the speed, twice the time suffices for as many.
        Assert.Equal(
            TableEvaluationSize.Compared(kept, columns, slowness: 1),
            TableEvaluationSize.Compared(2 * kept, columns, slowness: 2)
        );
    }

    [Theory]
    [InlineData(1000, 5, 5, 2.65)]
    [InlineData(2300, 5, 5, 5.15)]
    [InlineData(2300, 9, 9, 6.54)]
    [InlineData(4500, 10, 7, 8.85)]
    public void TheEstimateIsNearTheMeasuredTime(int rows, int columns, int numbers, double measured) =>
        Assert.InRange(TableEvaluationSize.SecondsOf(rows, columns, numbers), 0.9 * measured, 1.25 * measured);

    // A tenth of 60 s is 6 s; 300 rows are always had.
    [Theory]
    [InlineData(1000, 0.002, 60, 2)]
    [InlineData(10_000, 0.002, 60, 6)]
    [InlineData(10_000, 0.05, 60, 15)]
    [InlineData(200, 0.05, 60, 10)]
    [InlineData(10_000, 0.002, 600, 20)]
    public void AFractionOfTheBudgetIsKeptAtMost(int rows, double perRow, double budget, double expected) =>
        Assert.Equal(expected, TableEvaluationSize.SecondsOf(rows, perRow, TimeSpan.FromSeconds(budget)), 1e-9);
}
