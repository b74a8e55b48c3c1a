using System.Globalization;
using System.Text;
using Likeness.Data;
using Likeness.Data.Csv;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Tests.Data;

/// <summary>Numbers with units that differ from cell to cell.</summary>
public sealed class CsvQuantityTests
{
    private static readonly string[] Players = ["€#K", "€#M"];

    /// <summary>Currencies, magnitudes beside words and empty cells, sizes of files with decimal commas, units without a scale.</summary>
    [Theory]
    [InlineData("{1} EUR|{1} USD|{0} JPY", ',')]
    [InlineData("€{0}K|€{1}M|Varies|", ',')]
    [InlineData("{0} KB|{1} MB|{0} B", ';')]
    [InlineData("{0} kg|{1} pcs", '\t')]
    [InlineData("{2} km|{0} m", ',')]
    public void FilesAreWrittenAsTheyAre(string formats, char delimiter)
    {
        string text = File(formats, delimiter);
        var table = Read(text);
        Assert.Equal(3, table.Width);
        Assert.IsType<NumberKind>(table.Columns[1].Kind);
        Assert.Equal("size unit", table.Columns[2].Name);
        Assert.IsType<CategoryKind>(table.Columns[2].Kind);
        Assert.Equal(text, Written(table));
    }

    [Fact]
    public void NumbersOfMagnitudesAreOfOneScale()
    {
        var table = Read(File("€{0}K|€{1}M", ','));
        Assert.Equal(Players, ((CategoryKind)table.Columns[2].Kind).Levels.Order(StringComparer.Ordinal));
        Assert.Equal(
            [3, 6],
            table.Dialect!.Quantities![0].Units.OrderBy(unit => unit.Key).Select(u => u.Value.Exponent)
        );
        Assert.Equal(11_000, table[0, 1]);
        Assert.Equal(1_200_000, table[1, 1]);
        // A row that a model makes has no more decimals than its unit.
        var other = Table
            .FromColumns(
                table.Columns,
                [
                    [0],
                    [1_234_567],
                    [table[1, 2]],
                ]
            )
            .WrittenAs(table.Dialect);
        Assert.EndsWith(",€1.2M\n", Written(other), StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersOfOtherUnitsAreTheirOwn()
    {
        var table = Read(File("{1} EUR|{0} JPY", ','));
        Assert.All(table.Dialect!.Quantities![0].Units.Values, unit => Assert.Equal(0, unit.Exponent));
        Assert.Equal(11.1, table[0, 1], 12);
        Assert.Equal(12, table[1, 1]);
    }

    /// <summary>One unit, seats, ordinal numbers, times of day, days of a month, houses with names that differ, keys.</summary>
    [Theory]
    [InlineData("{0} kg")]
    [InlineData("{0}A|{0}B|{0}C")]
    [InlineData("{0}st|{0}nd")]
    [InlineData("{0} am|{0} pm")]
    [InlineData("{0} March|{0} May")]
    [InlineData("0{0} kg|0{0} g")]
    [InlineData("AB{0}|CD{0}")]
    [InlineData("{0} kg|{0} g|C-{0}")]
    public void OtherCellsAreOneColumn(string formats)
    {
        var table = Read(File(formats, ','));
        Assert.Equal(2, table.Width);
        Assert.Null(table.Dialect!.Quantities);
    }

    [Fact]
    public void FewDifferentCellsAreLevels()
    {
        var text = new StringBuilder("id,age\n");
        for (int row = 0; row < 200; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{1 + (row % 9)} {(row % 2 == 0 ? "years" : "months")}\n");
        }

        var table = Read(text.ToString());
        Assert.Equal(18, Assert.IsType<CategoryKind>(table.Columns[1].Kind).LevelCount);
    }

    [Fact]
    public void SchemasDecide()
    {
        string text = File("{1} EUR|{0} JPY", ',');
        var declared = new TableSchema([new("size", "category")]);
        var file = TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.csv");
        Assert.Equal(2, CsvReader.Read(file, [], declared, null).Table.Width);
        var schema = TableSchema.From(Read(text));
        file = TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.csv");
        Assert.Equal(text, Written(CsvReader.Read(file, [], schema, null).Table));
    }

    [Fact]
    public void FewRowsAreSplitAsThoseOfALargerFile()
    {
        var dialect = Read(File("€{0}K|€{1}M|Varies|", ',')).Dialect!;
        const string few = "id,size\n1,€5K\n2,\n3,€1.2M\n4,Varies\n";
        var read = Read(few);
        Assert.Equal(2, read.Width);
        var table = dialect.Split(read);
        Assert.Equal([5_000, 1_200_000], [table[0, 1], table[2, 1]]);
        Assert.Equal("Varies", table.Columns[1].Write(table[3, 1]));
        Assert.Equal(few, Written(table));
        Assert.Same(table, dialect.Split(table));
        // A column of another file may have anything.
        var other = Read(
            "id,size\n"
                + string.Concat(
                    Enumerable.Range(0, 80).Select(i => $"{i},word{(char)('a' + (i % 26))}{(char)('a' + (i / 26))}\n")
                )
        );
        Assert.Same(other, dialect.Split(other));
    }

    private static Table Read(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []).Table;

    private static string Written(Table table)
    {
        using var written = new MemoryStream();
        CsvWriter.Write(written, table);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    // {0} is a whole number, {1} one of a decimal, with the delimiter's decimal separator; {2} has two.
    private static string File(string formats, char delimiter)
    {
        string[] cells = formats.Split('|');
        var text = new StringBuilder($"id{delimiter}size\n");
        var culture = new NumberFormatInfo { NumberDecimalSeparator = delimiter == ';' ? "," : "." };
        for (int row = 0; row < 200; row++)
        {
            int number = 11 + (row * 7 % 89);
            object[] numbers =
            [
                row == 1 ? 12 : number,
                (row == 1 ? 1.2 : number + 0.1).ToString("F1", culture),
                (number + 0.25).ToString("F2", culture),
            ];
            text.Append(CultureInfo.InvariantCulture, $"{row}{delimiter}");
            text.AppendFormat(CultureInfo.InvariantCulture, cells[row % cells.Length], numbers).Append('\n');
        }

        return text.ToString();
    }
}
