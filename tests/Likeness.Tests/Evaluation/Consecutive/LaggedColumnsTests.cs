using Likeness.Evaluation;
using Likeness.Evaluation.Consecutive;

namespace Likeness.Tests.Evaluation.Consecutive;

/// <summary>Pairs of rows as trees see them.</summary>
public sealed class LaggedColumnsTests
{
    [Fact]
    public void AnOpeningBalanceIsBesideTheClosingOneBefore()
    {
        var ledger = LedgerRows.Create(20, 1);
        var pairs = RowPairs.Find(ledger.ColumnValues(0), ledger.ColumnValues(2));
        Assert.Equal(ledger.RowCount - 20, pairs.Rows.Length);
        var columns = LaggedColumns.Find(ledger.TakeColumns([2, 3, 4, 5]), pairs, new EvaluationSettings())!;
        var rows = columns.Of(ledger.TakeColumns([2, 3, 4, 5]), pairs);
        Assert.Equal(columns.Width, rows.Width);
        string[] names = [.. rows.Columns.Select(column => column.Name)];
        Assert.Equal(["number", "opening", "amount", "closing"], names[..4]);
        Assert.Equal("opening of the row before", names[5]);
        Assert.All(
            rows.ColumnValues(Array.IndexOf(names, "number − number of the row before")),
            step => Assert.Equal(1, step, 6)
        );
        int crossed = Array.IndexOf(names, "opening − closing of the row before");
        Assert.All(rows.ColumnValues(crossed), difference => Assert.Equal(0, difference, 6));
        Assert.DoesNotContain("opening − amount of the row before", names);
    }

    [Fact]
    public void WhatIsTheSameInAllRowsOfASubjectIsLeftOut()
    {
        var ledger = LedgerRows.Create(20, 1);
        var pairs = RowPairs.Find(ledger.ColumnValues(0), null);
        Assert.Null(LaggedColumns.Find(ledger.TakeColumns([0, 1]), pairs, new EvaluationSettings()));
    }

    [Fact]
    public void RowsOfTheSameTimeKeepTheirOrder()
    {
        var pairs = RowPairs.Find([1, 2, 1, 1, 2], [5, 1, 3, 3, 0]);
        Assert.Equal([(3, 2), (0, 3), (1, 4)], pairs.Rows.Zip(pairs.Before));
        Assert.Equal([1.0, 1.0, 2.0], pairs.Subjects);
    }
}
