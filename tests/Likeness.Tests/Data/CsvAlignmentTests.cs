using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Csv;

namespace Likeness.Tests.Data;

public sealed class CsvAlignmentTests
{
    private static readonly double[] Rates = [5.32, 12.1, 7.9, 24.49, 6, 10.75];

    [Fact]
    public void NumbersThatEndAtOnePlaceAreWrittenSo()
    {
        string text = Lines("name,rate,n", i => $"x{i % 2},{$"{Rates[i]:0.00}%", 8},{i}");
        var table = Read(text);
        Assert.Equal(text, Written(table));
        Assert.Null(table.Dialect!.Spaced);
        // A dialect of a run is read again.
        Assert.Equal(table.Dialect, JsonSerializer.Deserialize<CsvDialect>(JsonSerializer.Serialize(table.Dialect)));
    }

    [Fact]
    public void NumbersBetweenQuotationMarksAreWrittenSo()
    {
        string text = Lines("\"name\",\"rate\"", i => $"\"x{i % 2}\",\"{Rates[i], 6:0.00}\"");
        Assert.Equal(text, Written(Read(text)));
    }

    [Fact]
    public void FilesOfFixedWidthsAreWrittenSo()
    {
        string text = Lines("a,b,c", i => $"{i * i, 4},{Rates[i], 8:0.00},{1000 * i, 6}");
        Assert.Equal(text, Written(Read(text)));
        text = Lines("a, b, c, d", i => $"{i * i, 4}, {Rates[i], 8:0.00}, x{i % 2}, y");
        Assert.Equal(text, Written(Read(text)));
    }

    [Fact]
    public void OneSpaceBeforeAllValuesIsNoneOfAWidth()
    {
        string text = Lines("name,term,n", i => $"x{i % 2}, {(i % 2 == 0 ? 36 : 60)} months,{i}");
        var table = Read(text);
        Assert.Null(table.Dialect!.Widths);
        Assert.Equal(text, Written(table));
        // Numbers of several widths end at no place.
        text = Lines("a, b", i => $"{i}, {i * 100}");
        Assert.Null(Read(text).Dialect!.Widths);
        Assert.Equal(text, Written(Read(text)));
    }

    private static string Lines(string names, Func<int, string> row) =>
        string.Concat(Enumerable.Range(0, Rates.Length).Select(row).Prepend(names).Select(line => $"{line}\n"));

    private static Table Read(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []).Table;

    private static string Written(Table table)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, table);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
