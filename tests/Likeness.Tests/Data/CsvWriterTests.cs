using Likeness.Data;
using Likeness.Testing;

namespace Likeness.Tests.Data;

public sealed class CsvWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_double_comes_back_exactly()
    {
        var random = new Random(5);
        var values = new double[3000];
        foreach (ref double value in values.AsSpan(6))
        {
            double any = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            value = double.IsFinite(any) ? any : 0.1;
        }

        new[] { 1.0 / 3, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 1e-5 }.CopyTo(values, 0);
        string path = folder.At("t.csv");
        CsvWriter.Write(path, new Table([new Column("a"), new Column("b, c"), new Column("\"d\"")], values));
        var back = CsvReader.Read(path).Table;
        Assert.Equal(["a", "b, c", "\"d\""], back.Columns.Select(column => column.Name));
        Assert.Equal(
            values.Select(BitConverter.DoubleToInt64Bits),
            back.ToRowMajor().Select(BitConverter.DoubleToInt64Bits)
        );
    }

    [Fact]
    public void Numbers_on_a_grid_are_written_in_few_digits()
    {
        string path = folder.At("t.csv");
        var grid = new Grid(0, 0.1, 11);
        CsvWriter.Write(path, new Table([new Column("x", grid), new Column("y")], [0.3, 7 / 300.0, 1, 2.5]));
        Assert.Equal("x,y\n0.3,0.023333333333333334\n1,2.5\n", File.ReadAllText(path));
    }

    // The second line of each text is long enough to show the dialect; what is read is written again to the byte.
    [Theory]
    [InlineData("a,b,c\n1,x,2019-01-05\n2,y,2019-01-06\n,x,\n")]
    [InlineData("a;b\r\n1,50;x\r\n2,25;y\r\n")]
    [InlineData("39, State-gov, <=50K\n50, ?, >50K\n51, State-gov, >50K\n")]
    [InlineData("\"carat\",\"cut\"\n0.23,\"Ideal\"\n0.21,\"Fair\"\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"\n")]
    [InlineData("\"a\",\"day\",\"is\",\"b\"\n\"1\",2019-01-05,TRUE,\"x\"\n\"2\",2019-01-06,FALSE,\"y\"\n")]
    [InlineData("a\tb\n007\tyes\n012\tno\n")]
    [InlineData("a|b\n$1,234.50|\"x|y\"\n$7.00|\"say \"\"z\"\"\"\n")]
    [InlineData("a\n1.5\n\"\"\n2.5\n")]
    public void A_file_is_written_as_it_was(string text)
    {
        using var written = new MemoryStream();
        CsvWriter.Write(written, CsvReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "t.csv", []).Table);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(written.ToArray()));
    }

    [SkippableTheory]
    [InlineData("mixed/titanic.csv")]
    [InlineData("mixed/penguins.csv")]
    [InlineData("mixed/taxis.csv")]
    [InlineData("mixed/diamonds.csv")]
    [InlineData("mixed/adult-train.csv")]
    [InlineData("mixed/parquet/kinds.csv")]
    [InlineData("tabular/california_housing.csv")]
    [InlineData("tabular/winequality-red.csv")]
    public void Real_files_are_written_as_they_were(string file)
    {
        string path = SharedData.Require(file);
        using var written = new MemoryStream();
        CsvWriter.Write(written, CsvReader.Read(path).Table);
        string[] expected = File.ReadAllText(path).TrimEnd().Split('\n');
        string[] lines = System.Text.Encoding.UTF8.GetString(written.ToArray()).TrimEnd().Split('\n');
        Assert.Equal(expected.Length, lines.Length);
        // Numbers whose digits vary may lose zeros at their ends, and gain none.
        Assert.InRange(expected.Zip(lines).Count(pair => pair.First != pair.Second), 0, expected.Length / 100);
    }
}
