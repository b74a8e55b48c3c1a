using Likeness.Data;
using Likeness.Modalities;

namespace Likeness.Tests.Modalities;

public sealed class NamedRowsTests
{
    private static readonly Table Rows = new([new Column("score")], [1, 2, 3]);

    [Fact]
    public void TextsStandInFrontAndAnomaliesBehind()
    {
        var table = Rows.After([("file", ["a.png", "b.png", "a.png"]), ("class", ["cat", "", ""])])
            .Marked([false, false, true]);
        Assert.Equal(["file", "class", "score", "anomaly"], table.Columns.Select(column => column.Name));
        Assert.Equal(["b.png", "", "2", "0"], Cells(1));
        Assert.Equal(["a.png", "", "3", "1"], Cells(2));

        IEnumerable<string> Cells(int row) => table.Columns.Select((column, i) => column.Write(table[row, i]));
    }

    [Fact]
    public void WithoutTextsNothingIsAdded() =>
        Assert.Same(Rows, Rows.After([("file", ["", "", ""])]).Marked(isAnomaly: null));
}
