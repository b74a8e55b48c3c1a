using System.Text;
using Likeness.Data;
using Likeness.Testing;

namespace Likeness.Tests.Data;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4")]
    [InlineData("a;b\n1;2\n3;4\n")]
    [InlineData("a\tb\n1\t2\n3\t4\n")]
    [InlineData("\uFEFFa,b\n1,2\n3,4\n")]
    [InlineData("\"a\",\"b\"\n\"1\",2\n 3 ,\t4\n")]
    [InlineData("\n\na,b\n\n1,2\n\n3,4\n\n")]
    [InlineData("a,b\n+1e0,.2e1\n3.0,004\n")]
    public void Reads_names_and_rows(string text)
    {
        var table = Read(text).Table;
        Assert.Equal([new Column("a"), new Column("b")], table.Columns);
        Assert.Equal([1, 2, 3, 4], table.ToRowMajor());
    }

    [Fact]
    public void Columns_without_names_are_numbered()
    {
        var table = Read("1,2,3\n4,5,6\n").Table;
        Assert.Equal(["x0", "x1", "x2"], table.Columns.Select(column => column.Name));
        Assert.Equal(2, table.RowCount);
        Assert.Equal(["x0", "b"], Read(",b\n1,2").Table.Columns.Select(column => column.Name));
    }

    [Fact]
    public void One_column_and_one_row_are_enough()
    {
        Assert.Equal([7.5], Read("7.5").Table.ToRowMajor());
        Assert.Equal([7.5], Read("x\n7.5\n").Table.ToRowMajor());
    }

    [Fact]
    public void A_quoted_name_may_hold_anything()
    {
        // Control characters are replaced, so that none reaches a terminal.
        var table = Read("\"a, \"\"b\"\"\",\"c\nd\"\n1,2\n3,n/a\n", "n/a").Table;
        Assert.Equal(["a, \"b\"", "c\uFFFDd"], table.Columns.Select(column => column.Name));
        AssertRefused("\"a\nb\",c\n1,2\n3,?\n", "p.csv, line 4, column 'c': '?' is not a number");
    }

    [Fact]
    public void Commas_inside_semicolons_do_not_part_cells() =>
        AssertRefused(
            "1,5;2,5\n3,5;4,5\n",
            "p.csv, line 1, column 'x0': '1,5' is not a number (write decimals with a point)"
        );

    [Fact]
    public void Utf16_with_a_mark_is_read() =>
        Assert.Equal(
            [1, 2],
            CsvReader.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n")], "p.csv", []).Table.ToRowMajor()
        );

    [Fact]
    public void Rows_with_missing_values_are_dropped_and_counted()
    {
        var loaded = Read("a,b\n1,NA\n2,3\n,4\n5,6\n", "NA", "");
        Assert.Equal(2, loaded.DroppedRows);
        Assert.Equal([2, 3, 5, 6], loaded.Table.ToRowMajor());
        AssertRefused("a,b\n1,NA\nNA,2\n", "p.csv: every row has a missing value", missing: "NA");
        AssertRefused("a,b\nNA,NA\n", "p.csv: every row has a missing value", missing: "NA");
    }

    [Theory]
    [InlineData("a,b,c\n1,,2\n3,,4\n")] // without an option
    [InlineData("a,b,c\n1,n/a,2\n3,,4\n", "n/a")]
    [InlineData("a,b,c\n1,,2\nn/a,,9\n3,n/a,4\n", "n/a")]
    public void A_column_without_any_value_is_named_and_left_out(string text, params string[] missing)
    {
        var loaded = Read(text, missing);
        Assert.Equal(["b"], loaded.EmptyColumns);
        Assert.Equal(["a", "c"], loaded.Table.Columns.Select(column => column.Name));
        Assert.Equal([1, 2, 3, 4], loaded.Table.ToRowMajor());
        Assert.Equal(text.Contains('9', StringComparison.Ordinal) ? 1 : 0, loaded.DroppedRows);
    }

    [Theory]
    [InlineData(
        "g,b\n1,2\nn/a,3\n",
        "p.csv, line 3, column 'g': 'n/a' is not a number (use --missing n/a to treat it as missing)"
    )]
    [InlineData(
        "g,b\n1,2\n3,\n,4\n",
        "p.csv, line 3, column 'b': the cell is empty (use --missing \"\" to treat it as missing)"
    )]
    [InlineData(
        "g,b\n1,not there\n",
        "'not there' is not a number (use --missing \"not there\" to treat it as missing)"
    )]
    [InlineData("g;b\n1;2,5\n", "p.csv, line 2, column 'b': '2,5' is not a number (write decimals with a point)")]
    [InlineData("g;b\n1;1_000\n", "p.csv, line 2, column 'b': '1_000' is not a number")]
    [InlineData(
        "g,b\n1,nan\n",
        "p.csv, line 2, column 'b': 'nan' is not a finite number (use --missing nan to treat it as missing)"
    )]
    [InlineData("g,b\n-inf,1\n", "p.csv, line 2, column 'g': '-inf' is not a finite number")]
    [InlineData("g,b\n1,∞\n", "p.csv, line 2, column 'b': '∞' is not a")]
    [InlineData("1,1e999\n", "p.csv, line 1, column 'x1': '1e999' is not a finite number")]
    [InlineData("g,b\n1\n", "p.csv, line 2, column 'b': the line ends after 1 of 2 cells (add the others)")]
    [InlineData("g,b\n1,2,3\n", "p.csv, line 2, column 'b': the line has 3 cells, and the first line only 2")]
    [InlineData("g,g\n1,2\n", "p.csv, line 1: columns 1 and 2 are both named 'g' (give each its own name)")]
    [InlineData(
        "1,n/a\n3,4\n",
        "p.csv, line 1: 'n/a' is not a number and '1' is, so the line is neither column names nor a row"
    )]
    [InlineData("g,b\n", "p.csv: there are column names but no rows (add rows of numbers)")]
    [InlineData("", "p.csv: the file is empty (put rows of numbers into it)")]
    [InlineData("\n \n", "p.csv")]
    [InlineData("g,b\n1,\"2\n3,4\n", "p.csv, line 2: a quotation mark is out of place")]
    [InlineData("g,b\n1,2\"3\n", "p.csv, line 2: a quotation mark is out of place")]
    [InlineData("g,b\n\n1,\u0000\n", "p.csv: this is not a text file")]
    public void What_cannot_be_read_is_told_by_line_and_column(string text, string expected) =>
        AssertRefused(text, expected);

    [Fact]
    public void A_long_cell_is_shortened()
    {
        var refused = Assert.Throws<LikenessException>(() => Read($"a,b\n1,{new string('z', 5000)}\n"));
        Assert.InRange(refused.Message.Length, 40, 140);
    }

    [Fact]
    public void Any_bytes_give_a_table_or_one_sentence()
    {
        byte[] alphabet = [.. "0123456789,;\t\n\r\"\" .-+eaN\uFEFF"u8, 0xFF, 0xC3];
        var random = new Random(17);
        for (int trial = 0; trial < 6_000; trial++)
        {
            byte[] file = new byte[random.Next(40)];
            foreach (ref byte b in file.AsSpan())
            {
                b = alphabet[random.Next(alphabet.Length)];
            }

            try
            {
                var table = CsvReader.Read(file, "p.csv", ["a"]).Table;
                Assert.True(table.RowCount > 0 && table.ToRowMajor().All(double.IsFinite));
            }
            catch (LikenessException refused)
            {
                Assert.StartsWith("p.csv", refused.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', refused.Message);
            }
        }
    }

    [SkippableFact]
    public void Reads_real_tables()
    {
        var wine = CsvReader.Read(SharedData.Require("tabular/winequality-red.csv")).Table;
        Assert.Equal((1599, 12, "fixed acidity"), (wine.RowCount, wine.Width, wine.Columns[0].Name));
        Assert.Equal([7.4, 0.7, 0, 1.9], wine.Row(0)[..4].ToArray());
        var housing = CsvReader.Read(SharedData.Require("tabular/california_housing.csv")).Table;
        Assert.Equal((20640, 9), (housing.RowCount, housing.Width));
    }

    private static LoadedTable Read(string text, params string[] missing) =>
        CsvReader.Read(Encoding.UTF8.GetBytes(text), "p.csv", missing);

    private static void AssertRefused(string text, string expected, string? missing = null)
    {
        var refused = Assert.Throws<LikenessException>(() => Read(text, missing is null ? [] : [missing]));
        Assert.StartsWith("p.csv", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
