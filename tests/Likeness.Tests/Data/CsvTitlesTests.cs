using System.Globalization;
using System.Text;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data;

/// <summary>Lines above the names of columns and below the rows, and names that are there twice or not at all.</summary>
public sealed class CsvTitlesTests
{
    private const string Names = "station;depth;temp;note";

    private static readonly string[] WorldBankNames = ["Country Name", "Country Code", "1960", "1961", "x4"];

    /// <summary>A title, some with a blank line and as many cells as names, titles of groups, with a line that names the delimiter, with units.</summary>
    [Theory]
    [InlineData("Report of stations\n" + Names)]
    [InlineData("Report of stations\nMade: 2024-01-01; by hand\n\n" + Names)]
    [InlineData("Report;;;\nMade: 2024-01-01;;;\n;;;\n" + Names)]
    [InlineData(";;Water;\n" + Names)]
    [InlineData("Report\n;;Water;\n" + Names)]
    [InlineData("sep=;\nReport\n" + Names)]
    [InlineData(";;Water;\n" + Names + "\n;m;°C;")]
    public void TitlesAreNoRowsAndStandInSamplesAgain(string above)
    {
        string text = $"{above}\n{StationRows.Create(40)}";
        var table = Read(text);
        Assert.Equal(40, table.RowCount);
        Assert.Equal(Names.Split(';'), table.Columns.Select(column => column.Name));
        Assert.IsType<NumberKind>(table.Columns[1].Kind);
        Assert.Equal(text, Written(table));
    }

    /// <summary>A column without values needs no name.</summary>
    [Theory]
    [InlineData("Report of stations;;;;\n;;;;\n;;Water;;")]
    [InlineData(";Deep;Water;;")]
    [InlineData("Report of stations;;;;\nMade by hand;;;;")]
    public void AnEmptyColumnMayHaveNoName(string titles)
    {
        string rows = string.Concat(
            StationRows.Create(40).TrimEnd('\n').Split('\n').Select(row => $"{row.Insert(row.LastIndexOf(';'), ";")}\n")
        );
        string text = $"{titles}\nstation;depth;temp;;note\n{rows}";
        var table = Read(text);
        Assert.Equal(["station", "depth", "temp", "x3", "note"], table.Columns.Select(column => column.Name));
        Assert.Equal(40, table.RowCount);
        Assert.IsType<NumberKind>(table.Columns[1].Kind);
        Assert.IsType<EmptyKind>(table.Columns[3].Kind);
        Assert.Equal(text, Written(table));
    }

    /// <summary>Above values, an empty name is a cell of a row.</summary>
    [Fact]
    public void AColumnWithValuesNeedsAName()
    {
        string text = $"Report;;;\nstation;;temp;note\n{StationRows.Create(40)}";
        Assert.Null(Read(text).Dialect!.Titles);
    }

    [Fact]
    public void ControlCharactersAreNotKept()
    {
        var table = Read("Report\e[31m\n\e[31mstation;depth;temp;note\n" + StationRows.Create(40));
        Assert.DoesNotContain('\e', Written(table));
    }

    [Fact]
    public void YearsAreNamesBelowTitles()
    {
        var text = new StringBuilder(
            "\"Data Source\",\"Indicators\",\n\n\"Country Name\",\"Country Code\",\"1960\",\"1961\",\n"
        );
        for (int row = 0; row < 40; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"Land {row}\",\"L{row:00}\",\"{row * 7 % 50}\",\"{row}\",\n");
        }

        Assert.Equal(WorldBankNames, Read(text.ToString()).Columns.Select(column => column.Name));
    }

    /// <summary>A first line with a name too few, above a row; and a first row with empty cells.</summary>
    [Fact]
    public void RowsAreNoTitles()
    {
        var error = Assert.Throws<LikenessException>(() => Read("a;b;c\n" + StationRows.Create(40)));
        Assert.StartsWith("t.csv, line 2, column 'c': the line has 4 cells", error.Message, StringComparison.Ordinal);
        Assert.Equal(41, Read(Names + "\nS1;;;ice\n" + StationRows.Create(40)).RowCount);
        Assert.Null(Read(Names + "\nS1;;;ice\n" + StationRows.Create(40)).Dialect!.Titles);
    }

    [Theory]
    [InlineData("Total;1234;;", 1)]
    [InlineData(";Summe:;512,5;", 1)]
    [InlineData("Source: own data", 1)]
    [InlineData("Total;1234;;\n\nmade by hand;2024", 2)]
    public void LinesBelowTheRowsAreNone(string below, int lines)
    {
        var loaded = CsvReader.Read(Encoding.UTF8.GetBytes($"{Names}\n{StationRows.Create(40)}{below}\n"), "t.csv", []);
        Assert.Equal(40, loaded.Table.RowCount);
        Assert.Equal(lines, loaded.LinesBelow.Count);
        Assert.Equal(3, loaded.Table.Columns[0].Kind.LevelCount);
        Assert.Equal($"{Names}\n{StationRows.Create(40)}", Written(loaded.Table));
    }

    /// <summary>Many lines below the rows without a value; few, or those that rows follow, are rows.</summary>
    [Fact]
    public void ManyLinesWithoutValuesBelowTheRowsAreNone()
    {
        const string blank = ";;;\n;;;\n;;;\n;;;\n;;;\n";
        var loaded = CsvReader.Read(Encoding.UTF8.GetBytes($"{Names}\n{StationRows.Create(40)}{blank}"), "t.csv", []);
        Assert.Equal(40, loaded.Table.RowCount);
        Assert.Equal("the last 5 lines have no values and are left out", loaded.RemarkBelow);
        var note = CsvReader.Read(Encoding.UTF8.GetBytes($"{Names}\n{StationRows.Create(40)}***\n"), "t.csv", []);
        Assert.Equal("the last line is no row and is left out: ***", note.RemarkBelow);
        Assert.Equal(44, Read($"{Names}\n{StationRows.Create(40)}{blank[4..]}").RowCount);
        Assert.Equal(46, Read($"{Names}\n{StationRows.Create(40)}{blank}{StationRows.Create(1)}").RowCount);
        // A total below rows without values is still one.
        Assert.Equal(
            45,
            Read($"{Names}\n{StationRows.Create(20)}{blank}{StationRows.Create(20)}Total;12;;\n").RowCount
        );
    }

    /// <summary>A level that other rows follow, a row with another text, and a line that was cut off.</summary>
    [Fact]
    public void RowsAreNotBelow()
    {
        Assert.Equal(81, Read($"{Names}\n{StationRows.Create(40)}Total;12;;\n{StationRows.Create(40)}").RowCount);
        Assert.Equal(41, Read($"{Names}\n{StationRows.Create(40)}Total;12;8.5;ice\n").RowCount);
        // One of the levels, of which the last row has one, or the last few do.
        Assert.Equal(42, Read($"{Names}\nTotal;12;;\n{StationRows.Create(40)}Total;13;;\n").RowCount);
        Assert.Equal(43, Read($"{Names}\n{StationRows.Create(40)}Total;12;;\nTotal;13;;\nTotal;14;;\n").RowCount);
        Assert.Throws<LikenessException>(() => Read($"{Names}\n{StationRows.Create(40)}S1;7\n"));
        Assert.Throws<LikenessException>(() =>
            Read($"{Names}\n{StationRows.Create(40)}Source: me\n{StationRows.Create(1)}")
        );
    }

    [Fact]
    public void NamesThatAreThereTwiceOrNotAtAllAreWrittenAsTheyWere()
    {
        string text = "temp;temp;;temp (2)\n" + StationRows.Create(40);
        var table = Read(text);
        Assert.Equal(["temp", "temp (3)", "x2", "temp (2)"], table.Columns.Select(column => column.Name));
        Assert.Equal(text, Written(table));
    }

    /// <summary>Products with numbers for names: above numbers with decimals, and beside several other names.</summary>
    [Theory]
    [InlineData("Date,4046,region\n2015-01-04,31254.55,B\n2015-01-11,472.18,A\n2015-01-18,9.00,A\n")]
    [InlineData("Date,price,4046,region\n2015-01-04,1.1,312,B\n2015-01-11,1.3,472,A\n")]
    public void NumbersMayBeNames(string text)
    {
        var table = Read(text);
        Assert.Equal("4046", table.Columns[^2].Name);
        Assert.Equal(text, Written(table));
    }

    /// <summary>Numbers without a zero before the point, and values that follow a space in one column.</summary>
    [Theory]
    [InlineData("team,rate\na,.371\nb,-.500\nc,1.000\n")]
    [InlineData("amount,term,grade\n1, 36 months,A\n2, 60 months,A\n3, 36 months,B\n")]
    public void CellsAreWrittenAsTheyWere(string text) => Assert.Equal(text, Written(Read(text)));

    [Fact]
    public void ZerosThatAreThereStay()
    {
        const string mixed = "team,rate\na,.371\nb,0.500\n";
        Assert.Equal(mixed.Replace(",.371", ",0.371", StringComparison.Ordinal), Written(Read(mixed)));
    }

    private static Table Read(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []).Table;

    private static string Written(Table table)
    {
        using var written = new MemoryStream();
        CsvWriter.Write(written, table);
        return Encoding.UTF8.GetString(written.ToArray());
    }
}
