using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Tests.Data;

public class DataSummaryTests
{
    [Fact]
    public void Numbers_of_a_column_are_the_textbooks()
    {
        var summary = Of([new Column("v", new Grid(1, 1, 4))], [1, 2, 2, 4]);
        var column = summary.Columns[0];
        Assert.Equal(("v", 1, 4, 2.25, 3), (column.Name, column.Minimum, column.Maximum, column.Mean, column.Distinct));
        Assert.Equal(Math.Sqrt(1.1875), column.StandardDeviation, 1e-12);
        Assert.Equal(new Grid(1, 1, 4), column.Grid);
        Assert.Equal(TransformKind.Logit, column.Transform);
        Assert.Empty(column.Remarks);
        Assert.Equal((4, 1), (summary.Rows, summary.DuplicateRows));
        Assert.Empty(summary.Remarks);
    }

    [Fact]
    public void Suspicious_columns_say_why()
    {
        double[] values =
        [
            .. Enumerable
                .Range(0, 200)
                .SelectMany(i => new[] { 7, i == 3 ? 1 : 0, i == 8 ? -999 : i % 5, i == 9 ? 1e6 : i / 7.0, i }),
        ];
        var summary = Of([.. "abcde".Select(c => new Column(c.ToString()))], values);
        Assert.Equal("constant: every value is 7", Assert.Single(summary.Columns[0].Remarks));
        Assert.True(summary.Columns[0].Constant);
        Assert.Equal("nearly constant: 99.5 % of the values are 0", Assert.Single(summary.Columns[1].Remarks));
        Assert.StartsWith("extreme: -999,", Assert.Single(summary.Columns[2].Remarks), StringComparison.Ordinal);
        Assert.StartsWith("extreme: 1000000,", Assert.Single(summary.Columns[3].Remarks), StringComparison.Ordinal);
        Assert.Empty(summary.Columns[4].Remarks);
    }

    [Fact]
    public void Many_duplicates_are_remarked_on()
    {
        var summary = Of([new Column("v")], [1, 2, 1, 1, 2]);
        Assert.Equal(3, summary.DuplicateRows);
        Assert.Equal("60 % of the rows repeat an earlier row", Assert.Single(summary.Remarks));
    }

    private static DataSummary Of(Column[] columns, double[] values)
    {
        var table = new Table(columns, values);
        return DataSummary.Compute(table, DataTransform.Fit(table));
    }
}
