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
    [InlineData("a,b\n+1e0,.2e1\n3.0,4.00\n")]
    [InlineData("a|b\n1|2\n3|4\n")]
    [InlineData("a, b\r1, 2\r3, 4\r")]
    public void Reads_names_and_rows(string text)
    {
        var table = Read(text).Table;
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
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
        AssertRefused("\"a\nb\",c\n1,2\n3,4,5\n", "p.csv, line 4, column 'c': the line has 3 cells");
    }

    [Fact]
    public void Commas_inside_semicolons_do_not_part_cells() =>
        Assert.Equal([1.5, 2.5, 3.5, 4.5], Read("1,5;2,5\n3,5;4,5\n").Table.ToRowMajor());

    [Fact]
    public void Utf16_with_a_mark_is_read() =>
        Assert.Equal(
            [1, 2],
            CsvReader.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n")], "p.csv", []).Table.ToRowMajor()
        );

    [Fact]
    public void Missing_values_are_kept_as_NaN()
    {
        var loaded = Read("a,b\n1,NA\n2,3\n,4\n5,6\n");
        Assert.Equal(0, loaded.DroppedRows);
        Assert.Equal([1, double.NaN, 2, 3, double.NaN, 4, 5, 6], loaded.Table.ToRowMajor());
        Assert.Equal(["", "NA"], loaded.Table.Columns.Select(column => column.Missing));
        Assert.Equal([1, 1], loaded.Findings.Select(finding => finding.Missing));
    }

    [Theory]
    [InlineData("a,b,c\n1,,2\n3,,4\n")]
    [InlineData("a,b,c\n1,n/a,2\n3,,4\n")]
    [InlineData("a,b,c\n1,gone,2\n3,gone,4\n", "gone")]
    public void A_column_without_any_value_is_kept(string text, params string[] missing)
    {
        var table = Read(text, missing).Table;
        Assert.Equal(["number", "empty", "number"], table.Columns.Select(column => column.Kind.Name));
        Assert.Equal([1, double.NaN, 2, 3, double.NaN, 4], table.ToRowMajor());
    }

    [Theory]
    [InlineData("39, State, <=50K\n50, Private, >50K\n50, Private, >50K\n\n", false)] // UCI Adult
    [InlineData("name,city\nAnn,Rome\nBob,Oslo\n", true)]
    [InlineData("Ann,Rome\nBob,Oslo\nAnn,Rome\n", false)]
    [InlineData("alone\nTrue\nFalse\n", true)]
    [InlineData("day,b\n2019-01-01,x\n2019-01-02,y\n", true)]
    [InlineData("2019-01-01,x\n2019-01-02,y\n", false)]
    [InlineData("country,2019,2020,2021\nFR,1,2,3\nDE,4,5,6\n", true)]
    [InlineData("country,1990,2000,2005\nFR,1,2,3\nDE,4,5,6\n", true)]
    [InlineData("Ann,1990,2000,2005\nBob,1958,1980,2003\nEve,1970,2001,2020\n", false)]
    [InlineData("1,n/a\n3,4\n", false)]
    public void A_first_line_of_names_is_told_from_a_row(string text, bool isHeader)
    {
        var loaded = Read(text);
        Assert.Equal(isHeader, loaded.Dialect!.HasHeader);
        int lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        Assert.Equal(lines - (isHeader ? 1 : 0), loaded.Table.RowCount);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-8-bom")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void Every_usual_encoding_is_found(string encoding)
    {
        string text = "größe;preis\nklein;1,5 €\nünlich;2,5 €\n";
        var charset = encoding switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            "utf-16" => Encoding.Unicode,
            "utf-16BE" => Encoding.BigEndianUnicode,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        };
        byte[] plain = charset.GetBytes(text);
        byte[][] files = encoding.StartsWith("utf-16", StringComparison.Ordinal)
            ?
            [
                [.. charset.GetPreamble(), .. plain],
                plain,
            ]
            :
            [
                [.. charset.GetPreamble(), .. plain],
            ];
        foreach (byte[] file in files)
        {
            var loaded = CsvReader.Read(file, "p.csv", []);
            Assert.Equal(encoding, loaded.Dialect!.Encoding);
            Assert.Equal(["größe", "preis"], loaded.Table.Columns.Select(column => column.Name));
            Assert.Equal(2.5, loaded.Table[1, 1]);
            Assert.Equal("ünlich", loaded.Table.Columns[0].Write(loaded.Table[1, 0]));
        }
    }

    [Fact]
    public void A_gzip_file_is_read()
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write("a,b\n1,x\n2,y\n"u8);
        }

        byte[] file = packed.ToArray();
        Assert.Equal([1, 2], CsvReader.Read(file, "p.csv.gz", []).Table.ColumnValues(0));
        var damaged = Assert.Throws<LikenessException>(() => CsvReader.Read(file[..^12], "p.csv.gz", []));
        Assert.StartsWith("p.csv.gz", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_that_ends_too_early_is_refused_and_one_of_two_members_is_read()
    {
        string text = "a,b\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"{i},{i * 7919L % 10007}\n"));
        byte[] first = Packed(text);
        byte[] both = [.. first, .. Packed("9000,1\n")];
        Assert.Equal(9001, CsvReader.Read(both, "p.csv.gz", []).Table.RowCount);
        foreach (byte[] cut in new[] { first[..^1], first[..^8], first[..(first.Length / 2)], both[..^4] })
        {
            var damaged = Assert.Throws<LikenessException>(() => CsvReader.Read(cut, "p.csv.gz", []));
            Assert.Equal(
                "p.csv.gz: the gzip file is truncated or damaged (copy or compress it again)",
                damaged.Message
            );
        }

        byte[] lines = Packed(string.Concat(Enumerable.Range(0, 9000).Select(i => $"{{\"a\":{i}}}\n")));
        var json = Likeness.Data.Csv.TextFile.FromBytes(lines[..(lines.Length / 2)], "p.jsonl.gz");
        Assert.Contains(
            "truncated",
            Assert.Throws<LikenessException>(() => Likeness.Data.Json.JsonReader.Read(json, [], null, null)).Message
        );
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    [Fact]
    public void A_line_that_names_the_delimiter_is_no_row_and_is_written_again()
    {
        var table = Read("sep=;\na;b\n9;x,1\n8;y,2\n").Table;
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal([9, 8], table.ColumnValues(0));
        using var written = new MemoryStream();
        CsvWriter.Write(written, table);
        Assert.Equal("sep=;\na;b\n9;x,1\n8;y,2\n", Encoding.UTF8.GetString(written.ToArray()));
    }

    [Fact]
    public void The_dialect_is_found()
    {
        var dialect = Read("\"a\", \"b\"\r\n1, \"x, y\"\r\n2, \"z\"\r\n").Dialect!;
        Assert.Equal(
            (',', true, true, true),
            (dialect.Delimiter, dialect.HasHeader, dialect.SpaceAfterDelimiter, dialect.CarriageReturns)
        );
        Assert.Equal(Likeness.Data.Csv.CsvQuoting.Text, dialect.Quoting);
        Assert.Equal(Likeness.Data.Csv.CsvQuoting.All, Read("\"a\",\"b\"\n\"1\",\"x\"\n").Dialect!.Quoting);
    }

    [Theory]
    [InlineData("g,b\n-inf,1\n", "p.csv, line 2, column 'g': '-inf' is not a finite number")]
    [InlineData("g,b\n1,∞\n", "p.csv, line 2, column 'b': '∞' is not a")]
    [InlineData("1,1e999\n", "p.csv, line 1, column 'x1': '1e999' is not a finite number")]
    [InlineData("g,b\n1\n", "p.csv, line 2, column 'b': the line ends after 1 of 2 cells (add the others)")]
    [InlineData("g,b\n1,2,3\n", "p.csv, line 2, column 'b': the line has 3 cells, and the first line only 2")]
    [InlineData(
        "Report: sales\nMay\n\na,7.5\nb,8.5\n",
        "p.csv, line 4: the line has 2 cells, and the lines above only 1, as titles above column names have (delete what stands above the names)"
    )]
    [InlineData(
        "g,5\n1,2\n3,4\n",
        "p.csv, line 1: 'g' is not a number and '5' is, so the line is neither column names nor a row"
    )]
    [InlineData("g,b\n", "p.csv: there are column names but no rows (add rows)")]
    [InlineData("", "p.csv: the file is empty (put rows into it)")]
    [InlineData("\n \n", "p.csv")]
    [InlineData("g,b\n1,\"2\n3,4\n", "p.csv, line 2: a quotation mark is out of place")]
    [InlineData("g,b\n1,2\"3\n", "p.csv, line 2: a quotation mark is out of place")]
    [InlineData("g,b\n\n1,\u0000\n", "p.csv: this is not a text file")]
    public void What_cannot_be_read_is_told_by_line_and_column(string text, string expected) =>
        AssertRefused(text, expected);

    [Fact]
    public void A_long_name_is_shortened()
    {
        var refused = Assert.Throws<LikenessException>(() => Read($"a,{new string('z', 5000)}\n1\n"));
        Assert.InRange(refused.Message.Length, 40, 140);
    }

    [Fact]
    public void Any_bytes_give_a_table_or_one_sentence()
    {
        byte[] alphabet = [.. "0123456789,;\t\n\r\"\" .-+eaN\uFEFF"u8, 0xFF, 0xC3];
        var random = new Random(17);
        for (int trial = 0; trial < (LongTest.IsEnabled ? 6_000 : 1_000); trial++)
        {
            byte[] file = new byte[random.Next(40)];
            foreach (ref byte b in file.AsSpan())
            {
                b = alphabet[random.Next(alphabet.Length)];
            }

            try
            {
                var table = CsvReader.Read(file, "p.csv", ["a"]).Table;
                Assert.True(table.RowCount > 0 && !table.ToRowMajor().Any(double.IsInfinity));
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
