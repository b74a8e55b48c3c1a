using System.Text;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Each hard case of a column: its kind, and that its cells are written again as the file writes them.</summary>
public sealed class KindDetectionTests
{
    [Theory]
    [InlineData("number", "1 2 3 2 1")]
    [InlineData("number", "0 1 1 0")]
    [InlineData("number", "1999 2005 2020")]
    [InlineData("number", "-1.5 2.25 3.0")]
    [InlineData("number", "1e-5 2E+10 .5")]
    [InlineData("number", "12 ? 15 ?")]
    [InlineData("number", "12 NA 15 n/a NaN None - null")]
    [InlineData("number", "$5 $7 -$3")]
    [InlineData("number", "5% 7.5% 12%")]
    [InlineData("category", "007 012 140 007")]
    [InlineData("category", "12345678901234567890 12345678901234567891 12345678901234567890")]
    [InlineData("category", "8A 7 9 7")]
    [InlineData("category", "90+ 41 42 41 42 44")]
    [InlineData("category", "True yes 1")]
    [InlineData("category", "2019-01-02 03/04/2019 2019-01-05 2019-01-05")]
    [InlineData("category", "a a a")]
    [InlineData("category", "M F M")]
    [InlineData("category", "Y N NA maybe")]
    [InlineData("category", "ADT CHD INF ADT")]
    [InlineData("boolean", "yes no no")]
    [InlineData("boolean", "TRUE FALSE")]
    [InlineData("boolean", "t f f")]
    [InlineData("boolean", "true true")]
    [InlineData("date", "2019-01-02 2020-02-29")]
    [InlineData("date", "20230623 20230701 20240229")]
    [InlineData("date", "31.12.2019 01.02.2020")]
    [InlineData("date", "2019-01 2019-12")]
    [InlineData("date", "05-Jan-2019 17-Mar-2020")]
    [InlineData("date", "12AUG19 27JUL04 30SEP53")]
    [InlineData("date", "Wed,2-Jan-2019 Sat,29-Jun-2024")]
    [InlineData("category", "Wed,3-Jan-2019 Sat,29-Jun-2024")]
    [InlineData("time", "2019-01-02T03:04:05 2019-01-02T23:59:59")]
    [InlineData("time", "2019-01-02T03:04:05.123Z 2019-01-02T23:59:59.000Z")]
    [InlineData("time", "2019-01-02T03:04:05+02:00 2019-01-02T23:59:59+02:00")]
    [InlineData("duration", "12:30:05 00:01:59")]
    [InlineData("duration", "9:05 17:30")]
    [InlineData("empty", "NA NA")]
    public void A_column_has_one_kind(string kind, string cells)
    {
        var (column, _) = Column(cells.Split(' '));
        Assert.Equal(kind, column.Kind.Name);
    }

    [Theory]
    [InlineData("22.0 0.42 7.0", "22.0 0.42 7.0")]
    [InlineData("1.50 2.25 3.00", "1.50 2.25 3.00")]
    [InlineData("1 2.5 3", "1 2.5 3")]
    [InlineData("6.984126984126984 1.0 2.5555555555555554", "6.984126984126984 1.0 2.5555555555555554")]
    [InlineData("13.350000000000001 29.5 0.30000000000000004", "13.35 29.5 0.3")]
    [InlineData("13,350000000000001 29,28 NA -0,05000000000006821", "13,35 29,28 NA -0,05")]
    [InlineData("13.350000000000001 29.28 0.3333333333333333", "13.350000000000001 29.28 0.3333333333333333")]
    [InlineData("13.350000000001 29.28 57.5", "13.350000000001 29.28 57.5")]
    [InlineData("10000.25 0.00000000123", "10000.25 0.00000000123")]
    [InlineData("-10000.25 0.0 7.27e-05 0.25", "-10000.25 0.0 7.27e-05 0.25")]
    [InlineData("-7.27E-05 0.0 0.25", "-7.27E-05 0.0 0.25")]
    [InlineData("0.12345678901230 12.98765432109876", "0.12345678901230 12.98765432109876")]
    [InlineData("7.50 7 3.25 0", "7.50 7 3.25 0")]
    [InlineData("$7.50 $1,007 $3.25", "$7.50 $1,007 $3.25")]
    [InlineData("18.30% 20% 7.25% 0%", "18.30% 20% 7.25% 0%")]
    [InlineData("7.5 7 3.25 2", "7.5 7 3.25 2")]
    [InlineData("007 012 007", "007 012 007")]
    [InlineData("$1,234.50 $7.00", "$1,234.50 $7.00")]
    [InlineData("-$3 $2", "-$3 $2")]
    [InlineData("5% 7.5%", "5% 7.5%")]
    [InlineData("1,234 950", "1,234 950")]
    [InlineData("1'234.5 7.5", "1'234.5 7.5")]
    [InlineData("1/2/2019 11/30/2020", "1/2/2019 11/30/2020")]
    [InlineData("12AUG19 27JUL04 30SEP53", "12AUG19 27JUL04 30SEP53")]
    [InlineData("05-JAN-2019 17-AUG-2020", "05-JAN-2019 17-AUG-2020")]
    [InlineData("05-JAN-2019 17-Aug-2020", "05-Jan-2019 17-Aug-2020")]
    [InlineData(
        "2019-05-23T15:47:01.101+02:00 2019-05-24T00:00:00.000+02:00",
        "2019-05-23T15:47:01.101+02:00 2019-05-24T00:00:00.000+02:00"
    )]
    [InlineData("2019-05-23T15:47:01.5Z 2019-05-24T00:00:00Z", "2019-05-23T15:47:01.5Z 2019-05-24T00:00:00Z")]
    [InlineData(
        "2019-05-23T15:47:01+0130 2019-05-24T00:00:00+0130",
        "2019-05-23T15:47:01+0130 2019-05-24T00:00:00+0130"
    )]
    [InlineData("25:00:05 1:02:03", "25:00:05 1:02:03")]
    [InlineData("1:02:03.25 0:00:09.50", "1:02:03.25 0:00:09.50")]
    [InlineData("yes NO", "yes NO")]
    [InlineData("12 ? 15", "12 ? 15")]
    public void Cells_are_written_as_they_were(string cells, string expected)
    {
        var (column, values) = Column(cells.Split(' '));
        Assert.Equal(expected, string.Join(' ', values.Select(column.Write)));
    }

    [Theory]
    [InlineData("03/04/2019 25/04/2019", "dd/MM/yyyy")]
    [InlineData("03/04/2019 04/25/2019", "MM/dd/yyyy")]
    [InlineData("03/04/2019 05/06/2019", "MM/dd/yyyy")]
    [InlineData("03.04.2019 05.06.2019", "dd.MM.yyyy")]
    [InlineData("3/4/19 25/4/19", "d/M/yy")]
    [InlineData("01/02/2007 02/02/2007 03/02/2007 04/02/2007 05/02/2007 06/02/2007", "dd/MM/yyyy")]
    [InlineData("02/01/2007 02/02/2007 02/03/2007 02/04/2007 02/05/2007 02/06/2007", "MM/dd/yyyy")]
    [InlineData("01/02/2007 01/03/2007 01/04/2007 01/05/2007 01/06/2007", "dd/MM/yyyy")]
    [InlineData("02.01.2007 02.02.2007 02.03.2007 02.04.2007 02.05.2007 02.06.2007", "dd.MM.yyyy")]
    public void Day_and_month_are_told_apart_by_all_rows(string cells, string format) =>
        Assert.Equal(format, Assert.IsType<TimeKind>(Column(cells.Split(' ')).Column.Kind).Format);

    /// <summary>Numbers of places are codes, not what a place counts.</summary>
    [Theory]
    [InlineData("billing_zip", "codes, by the name")]
    [InlineData("Ship-to Postal Code", "codes, by the name")]
    [InlineData("zips", "whole numbers")]
    [InlineData("shipping_rate", "whole numbers")]
    public void Numbers_of_places_are_codes(string name, string why)
    {
        string cells = string.Concat(Enumerable.Range(0, 60).Select(i => $"{10_000 + (i % 9 * 137)},{i}\n"));
        Assert.Contains(why, Read($"{name},b\n{cells}").Findings[0].Why, StringComparison.Ordinal);
        string flags = string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 2},{i}\n"));
        Assert.DoesNotContain("codes", Read($"{name},b\n{flags}").Findings[0].Why, StringComparison.Ordinal);
    }

    /// <summary>No row of 'paid' distinguishes them, but rows of 'due' do; points are another matter.</summary>
    [Fact]
    public void Columns_of_a_file_have_one_order_of_day_and_month()
    {
        var table = Read("paid,due,seen\n03/04/2019,25/04/2019,03-04-2019\n05/06/2019,05/07/2019,05-06-2019\n").Table;
        Assert.Equal(
            ["dd/MM/yyyy", "dd/MM/yyyy", "dd-MM-yyyy"],
            table.Columns.Select(column => Assert.IsType<TimeKind>(column.Kind).Format)
        );
    }

    [Fact]
    public void A_zone_gives_the_instant_and_a_leap_day_is_a_day()
    {
        var (column, values) = Column("2020-02-29T23:30:00-01:00", "2020-03-01T00:30:00+00:00");
        Assert.Equal(values[0], values[1]);
        Assert.Equal(1583022600, values[0]);
        Assert.Equal("2020-02-29T23:30:00-01:00", column.Write(values[1]));
        Assert.Equal("category", Column("2019-02-28", "2019-02-29", "2019-02-28").Column.Kind.Name);
    }

    [Fact]
    public void NA_is_a_level_among_its_like_and_missing_among_words()
    {
        var (codes, _) = Column("DE", "NA", "FR", "US", "DE");
        Assert.Equal(["DE", "FR", "NA", "US"], Assert.IsType<CategoryKind>(codes.Kind).Levels);
        Assert.Null(codes.Missing);
        var (words, values) = Column("red", "NA", "green", "red");
        Assert.Equal(["green", "red"], Assert.IsType<CategoryKind>(words.Kind).Levels);
        Assert.Equal("NA", words.Missing);
        Assert.Equal([1, double.NaN, 0, 1], values);
    }

    [Fact]
    public void A_question_mark_is_missing_but_not_among_marks()
    {
        Assert.Equal("?", Column("Private", "?", "State").Column.Missing);
        Assert.Equal(["!", ".", "?"], Assert.IsType<CategoryKind>(Column("!", "?", ".").Column.Kind).Levels);
    }

    [Fact]
    public void A_marker_is_a_level_where_the_file_leaves_missing_cells_empty()
    {
        var table = Read("a,b\nx,1\nNone,2\n,3\nx,4\n").Table;
        Assert.Equal(["None", "x"], Assert.IsType<CategoryKind>(table.Columns[0].Kind).Levels);
        Assert.Equal("", table.Columns[0].Missing);
    }

    [Fact]
    public void A_marker_among_numbers_is_missing_in_other_columns_too()
    {
        var table = Read("a,b\nx,1\nNone,2\ny,None\nx,4\n").Table;
        Assert.Equal(["x", "y"], Assert.IsType<CategoryKind>(table.Columns[0].Kind).Levels);
        Assert.Equal(["None", "None"], table.Columns.Select(column => column.Missing));
    }

    [Fact]
    public void A_single_word_among_many_numbers_is_missing()
    {
        string[] cells = [.. Enumerable.Range(0, 40).Select(i => $"{i % 7}"), "unknown", "unknown"];
        Assert.Equal(("number", "unknown"), (Column(cells).Column.Kind.Name, Column(cells).Column.Missing));
    }

    [Fact]
    public void A_declared_marker_is_missing_everywhere()
    {
        var table = Read("a,b\nx,1\n-9,-9\ny,3\n", "-9").Table;
        Assert.Equal([double.NaN, double.NaN], table.Row(1));
        Assert.Equal("number", table.Columns[1].Kind.Name);
    }

    [Fact]
    public void Unique_keys_are_identifiers_and_unique_amounts_are_not()
    {
        Assert.Equal(
            "number",
            Column([.. Enumerable.Range(0, 50).Select(i => $"{(i * 7.31) + 0.01:0.00}")]).Column.Kind.Name
        );
        Assert.Equal("number", Column([.. Enumerable.Range(0, 50).Select(i => $"{i * i * 31}")]).Column.Kind.Name);
        var (counted, _) = Column([.. Enumerable.Range(1, 50).Select(i => $"{i}")]);
        Assert.Equal("{0}", Assert.IsType<IdentifierKind>(counted.Kind).Pattern);
        var (codes, cells) = Column([.. Enumerable.Range(1, 50).Select(i => $"CUST-{i * 17:00000}")]);
        Assert.Equal("CUST-{00000}", Assert.IsType<IdentifierKind>(codes.Kind).Pattern);
        Assert.Equal("CUST-00034", codes.Write(cells[1]));
        var (later, _) = Column([.. Enumerable.Range(1000, 200).Reverse().Select(i => $"{i}")]);
        Assert.Equal("identifier", later.Kind.Name);
        Assert.Equal("number", Column([.. Enumerable.Range(1950, 70).Select(i => $"{i}")]).Column.Kind.Name);
        var named = Read(
            "customer_id,b\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{(i * 7919) + 13},1\n"))
        );
        Assert.Equal("identifier", named.Table.Columns[0].Kind.Name);
    }

    [Theory]
    [InlineData(13_000_000_000_000, 1e13, "identifier")]
    [InlineData(123_456_789, 1e8, "identifier")]
    [InlineData(12_345_678, 1e7, "number")] // may be an amount
    [InlineData(1_700_000_000, 1e7, "number")] // seconds since 1970
    [InlineData(1_700_000_000_000, 1e10, "number")] // milliseconds
    [InlineData(20_240_101_000_000, 1e10, "number")] // yyyymmddhhmmss
    public void Long_different_whole_numbers_are_keys(long first, double range, string kind)
    {
        string[] cells = [.. Enumerable.Range(0, 60).Select(i => $"{first + (long)(i * 37 % 60 / 60.0 * range) + i}")];
        var column = Column(cells).Column;
        Assert.Equal(kind, column.Kind.Name);
        if (column.Kind is IdentifierKind keys)
        {
            var sampled = ((IdentifierKind)keys.ToStored()).Sampled("key", 1);
            Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(cells[0].Length, sampled.Write(i).Length));
            Assert.DoesNotContain(sampled.Write(0), cells);
        }

        cells[3] = cells[4];
        Assert.Equal("number", Column(cells).Column.Kind.Name);
    }

    [Fact]
    public void Months_above_numbers_are_names()
    {
        var table = Read("meter,2022-01,2022-02\nx,3,4\ny,5,6.5\n").Table;
        Assert.Equal(["meter", "2022-01", "2022-02"], table.Columns.Select(column => column.Name));
        Assert.Equal(2, table.RowCount);
    }

    [Theory]
    [InlineData("S{00000}", "'S'00000")]
    [InlineData("{0}", "0")]
    public void Keys_may_be_missing(string pattern, string format)
    {
        string[] cells =
        [
            .. Enumerable
                .Range(1, 50)
                .Select(i => i % 5 == 0 ? "" : i.ToString(format, System.Globalization.CultureInfo.InvariantCulture)),
        ];
        var table = Read("user_id,b\n" + string.Concat(cells.Select(cell => $"{cell},1.5\n"))).Table;
        Assert.Equal(pattern, Assert.IsType<IdentifierKind>(table.Columns[0].Kind).Pattern);
        Assert.Equal("", table.Columns[0].Missing);
        Assert.Equal(cells, table.ColumnValues(0).Select(table.Columns[0].Write));
    }

    [Theory]
    [InlineData("2021-02-30")]
    [InlineData("2021-13-01")]
    public void A_value_that_is_no_date_is_named(string stray)
    {
        string[] days = [.. Enumerable.Range(0, 40).Select(i => $"2019-01-{1 + (i % 28):00}"), stray];
        string text = "day,b\n" + string.Concat(days.Select(day => $"{day},1.5\n"));
        string hint =
            $"dates, and 1 value that is none, such as '{stray}' (use --missing {stray} to treat it as missing)";
        Assert.StartsWith(hint, Read(text).Findings[0].Why, StringComparison.Ordinal);
        string[] different = [.. Enumerable.Range(0, 40).Select(i => $"{2000 + i}-01-01"), stray];
        var free = Read("day,b\n" + string.Concat(different.Select(day => $"{day},1.5\n")));
        Assert.StartsWith(hint, free.Findings[0].Why, StringComparison.Ordinal);
        Assert.EndsWith("samples leave them empty", free.Findings[0].Why, StringComparison.Ordinal);
        Assert.Equal("date", Read(text, stray).Table.Columns[0].Kind.Name);
    }

    [Fact]
    public void Long_texts_that_do_not_repeat_are_free_text()
    {
        var (text, _) = Column([.. Enumerable.Range(0, 50).Select(i => $"the {i} customer called about item {i * 3}")]);
        Assert.Equal("text", text.Kind.Name);
    }

    [Fact]
    public void Thirty_thousand_levels_are_a_category_unless_samples_could_have_none()
    {
        var (column, cells) = Column([.. Enumerable.Range(0, 150_000).Select(i => $"place {i % 30_000}")]);
        Assert.Equal(30_000, column.Kind.LevelCount);
        Assert.Equal("place 7", column.Write(cells[60_007]));
        (column, cells) = Column([.. Enumerable.Range(0, 120_000).Select(i => $"place {i % 30_000}")]);
        Assert.True(column.Kind is TextKind { IsInvented: true });
        Assert.Equal("place 7", column.Write(cells[60_007]));
    }

    [Theory]
    [InlineData("2019-01-02T03:04:05+01:00 2019-01-02T03:04:05+02:00", true)]
    [InlineData("2019-01-02T03:04:05+01:00 2019-01-02T03:04:05Z", true)]
    [InlineData("2019-01-02T03:04:05+01:00 2019-01-03T03:04:05+01:00", false)]
    public void Several_offsets_of_times_are_named(string cells, bool isNamed)
    {
        var read = Read("t,b\n" + string.Concat(cells.Split(' ').Select(cell => $"{cell},1.5\n")));
        Assert.Equal(
            isNamed,
            read.Findings[0].Why.Contains("several offsets, written in +01:00", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Round_off_of_arithmetic_is_no_precision()
    {
        string[] sums = [.. Enumerable.Range(1, 40).Select(i => $"{0.1 * i + 0.2:R}")];
        Assert.Contains(sums, sum => sum.Length > 15);
        var read = Read("sum,third\n" + string.Concat(sums.Select((sum, i) => $"{sum},{i / 3.0:R}\n")));
        Assert.Equal(Enumerable.Range(3, 40).Select(tenths => tenths / 10.0), read.Table.ColumnValues(0));
        Assert.EndsWith("up to 1 decimal but for round-off", read.Findings[0].Why, StringComparison.Ordinal);
        Assert.Equal(1 / 3.0, read.Table[1, 1]);
    }

    [Fact]
    public void Zip_codes_keep_their_text()
    {
        var table = Read("zip,n\n94103,1\n10001,2\n94103,3\n").Table;
        Assert.Equal("category", table.Columns[0].Kind.Name);
    }

    [Theory]
    [InlineData("a;b\n1,5;x\n2,25;y\n", 1.5, "1,5")]
    [InlineData("a;b\n1.234,5;x\n2,25;y\n", 1234.5, "1.234,5")]
    [InlineData("a;b\n1.234;x\n2.250;y\n", 1.234, "1.234")]
    [InlineData("a;b;c\n1.234;x;1,5\n2.250;y;2,5\n", 1234, "1.234")]
    [InlineData("a,b\n\"1,234\",x\n\"2,250\",y\n", 1234, "1,234")]
    [InlineData("a;b\n1,234;x\n2,250;y\n", 1.234, "1,234")]
    [InlineData("a\tb\n1 234,5\tx\n2,25\ty\n", 1234.5, "1 234,5")]
    public void Commas_points_and_spaces_in_numbers_are_told_apart(string text, double expected, string written)
    {
        var table = Read(text).Table;
        Assert.Equal(expected, table[0, 0]);
        Assert.Equal(written, table.Columns[0].Write(expected));
    }

    internal static LoadedTable Read(string text, params string[] missing) =>
        CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", missing);

    // A second column keeps blank lines from being skipped.
    private static (Column Column, double[] Cells) Column(params string[] cells)
    {
        var table = Read("name,b\n" + string.Concat(cells.Select(cell => $"\"{cell}\",1.5\n"))).Table;
        return (table.Columns[0], table.ColumnValues(0));
    }
}
