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
}
