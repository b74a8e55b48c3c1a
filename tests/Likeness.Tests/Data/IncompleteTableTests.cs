using System.Text;
using Likeness.Data;
using Likeness.Testing;

namespace Likeness.Tests.Data;

public sealed class IncompleteTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void GapsAreRead()
    {
        var incomplete = IncompleteTable.Read(folder.Text("g.csv", "a,b\n1.50,\n?,2e1\n-,NA\n"), ["-"]);
        Assert.Equal([1.5, double.NaN, double.NaN, 20, double.NaN, double.NaN], incomplete.Table.ToRowMajor());
        Assert.Equal(4, incomplete.MissingValues);
    }

    [Fact]
    public void WhatIsGivenIsWrittenAsItWas()
    {
        var incomplete = IncompleteTable.Read(folder.Text("g.csv", "a,b\n1.50,\n?,2e1\n"));
        using var written = new MemoryStream();
        incomplete.WriteFilled(written, new Table(incomplete.Table.Columns, [1.5, 7, 0.25, 20]), samples: 1);
        Assert.Equal("a,b\n1.50,7\n0.25,2e1\n", Encoding.UTF8.GetString(written.ToArray()));
        incomplete.WriteFilled(
            folder.At("twice.csv"),
            new Table(incomplete.Table.Columns, [1.5, 7, 1.5, 8, 0.25, 20, 0.5, 20]),
            samples: 2
        );
        Assert.Equal(
            "row,sample,a,b\n1,1,1.50,7\n1,2,1.50,8\n2,1,0.25,2e1\n2,2,0.50,2e1\n",
            File.ReadAllText(folder.At("twice.csv"))
        );
    }

    [Theory]
    [InlineData("a,b\n1,x\n", "row 1, column 'b': 'x' is not a number")]
    [InlineData("a,b\n1\n", "line 2")]
    [InlineData("a,b\n", "no rows")]
    public void WhatIsNeitherANumberNorMissingIsRefused(string text, string expected) =>
        Assert.Contains(
            expected,
            Assert
                .Throws<LikenessException>(() =>
                    IncompleteTable.Read(folder.Text("g.csv", text)).Table.AlignTo([new Column("a"), new Column("b")])
                )
                .Message
        );

    [Fact]
    public void Imputed_rows_are_written_in_the_dialect_of_the_file()
    {
        var incomplete = IncompleteTable.Read(folder.Text("g.csv", "a;b\r\n1,50;\r\n;x y\r\n2,25;z\r\n"));
        using var written = new MemoryStream();
        var filled = Table.FromColumns(
            incomplete.Table.Columns,
            [
                [1.5, 7.1, 2.25],
                [0, 0, 1],
            ]
        );
        incomplete.WriteFilled(written, filled, samples: 1);
        Assert.Equal("a;b\r\n1,50;x y\r\n7,10;x y\r\n2,25;z\r\n", Encoding.UTF8.GetString(written.ToArray()));
    }
}
