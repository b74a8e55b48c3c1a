using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Tests.Data;

public class DataAccountTests
{
    [Fact]
    public void Numbers_of_a_column_are_the_textbooks()
    {
        var account = Of([new Column("v", new Grid(1, 1, 4))], [1, 2, 2, 4]);
        var column = account.Columns[0];
        Assert.Equal(("v", 1, 4, 2.25, 3), (column.Name, column.Minimum, column.Maximum, column.Mean, column.Distinct));
        Assert.Equal(Math.Sqrt(1.1875), column.StandardDeviation, 1e-12);
        Assert.Equal(new Grid(1, 1, 4), column.Grid);
        Assert.Equal(TransformKind.Logit, column.Transform);
        Assert.Empty(column.Remarks);
        Assert.Equal((4, 1), (account.Rows, account.DuplicateRows));
        Assert.Empty(account.Remarks);
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
        var account = Of([.. "abcde".Select(c => new Column(c.ToString()))], values);
        Assert.Equal("constant: every value is 7", Assert.Single(account.Columns[0].Remarks));
        Assert.True(account.Columns[0].Constant);
        Assert.Equal("nearly constant: 99.5 % of the values are 0", Assert.Single(account.Columns[1].Remarks));
        Assert.StartsWith("extreme: -999,", Assert.Single(account.Columns[2].Remarks), StringComparison.Ordinal);
        Assert.StartsWith("extreme: 1000000,", Assert.Single(account.Columns[3].Remarks), StringComparison.Ordinal);
        Assert.Empty(account.Columns[4].Remarks);
    }

    [Fact]
    public void Many_duplicates_are_remarked_on()
    {
        var account = Of([new Column("v")], [1, 2, 1, 1, 2]);
        Assert.Equal(3, account.DuplicateRows);
        Assert.Equal("60 % of the rows repeat an earlier row", Assert.Single(account.Remarks));
    }

    private static DataAccount Of(Column[] columns, double[] values)
    {
        var table = new Table(columns, values);
        return DataAccount.Of(table, DataTransform.Fit(table));
    }
}
