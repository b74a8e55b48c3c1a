using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Testing;

namespace Likeness.Tests.Data.Detection;

/// <summary>Numbers with a unit, with signs and in parentheses are numbers, and written again as they were.</summary>
public sealed class UnitTests
{
    [Theory]
    [InlineData("83.7 kg|102.0 kg|7.5 kg", 83.7)]
    [InlineData("8.2°C|-11.0°C|0.5°C", 8.2)]
    [InlineData("7 min|120 min|45 min|0 min", 7)]
    [InlineData("USD 545.63|USD 12.00|USD 1200.50", 545.63)]
    [InlineData("USD 545|USD 12|USD 1200", 545)]
    [InlineData("USD -5.25|USD 12.00|USD 3.50", -5.25)]
    [InlineData("-USD 5.25|USD 12.00|USD 3.50", -5.25)]
    [InlineData("R$ 1.234,50|R$ 7,00|R$ 12,25", 1234.5)]
    [InlineData("120 km/h|80 km/h|95 km/h", 120)]
    [InlineData("5.9k|12.1k|0.4k", 5.9)]
    [InlineData("5kg|12kg|130kg", 5)]
    [InlineData("$5.00/h|$12.50/h|$7.25/h", 5)]
    [InlineData("$5.00 USD|$12.50 USD|$7.25 USD", 5)]
    [InlineData("1,234 m²|950 m²|12,000 m²", 1234)]
    [InlineData("5 kg|5.5 kg|7.25 kg", 5)]
    [InlineData("(119.44)|7.00|12.50|(0.25)", -119.44)]
    [InlineData("($1,119.44)|$7.00|$0.00", -1119.44)]
    [InlineData("(1.5%)|7.0%|0.0%", -1.5)]
    [InlineData("(5 kg)|12 kg|130 kg", -5)]
    [InlineData("+1.5%|-0.3%|+0.0%", 1.5)]
    [InlineData("+2.26|-1.00|+14.50", 2.26)]
    [InlineData("+3|0|-2|+11", 3)]
    [InlineData("+$5.00|-$3.00|+$7.25", 5)]
    [InlineData("+5.1 dB|-3.0 dB|+0.4 dB", 5.1)]
    [InlineData("$-5|$2|$7", -5)]
    [InlineData("-$5|$2|$7", -5)]
    public void A_number_is_written_as_it_was(string cells, double first)
    {
        var table = Read(cells.Split('|')).Table;
        Assert.Equal("number", table.Columns[0].Kind.Name);
        Assert.Equal(first, table[0, 0]);
        Assert.Equal(cells, string.Join('|', table.ColumnValues(0).Select(table.Columns[0].Write)));
    }

    [Theory]
    [InlineData("A12|A7|A130|A12")]
    [InlineData("P09|P10|P11|P09")]
    [InlineData("SKU-0001|SKU-0002|SKU-0003|SKU-0001")]
    [InlineData("SKU-1|SKU-22|SKU-333|SKU-1")]
    [InlineData("Room 7|Room 12|Room 130|Room 7")]
    [InlineData("Version 1.0|Version 2.0|Version 2.5|Version 1.0")]
    [InlineData("3B|4B|5B|12B|3B")]
    [InlineData("12A|14A|15A|12A")]
    [InlineData("9th|10th|11th|12th|9th")]
    [InlineData("9am|10am|11am|9am")]
    [InlineData("80s|90s|70s|80s")]
    [InlineData("007 kg|012 kg|140 kg|007 kg")]
    [InlineData("36 months|60 months|36 months")]
    [InlineData("1 year|2 years|3 years|1 year")]
    [InlineData("5 kg|5 g|7 kg|5 kg")]
    [InlineData("5 kg|7|12 kg|5 kg")]
    [InlineData("18+|65+|30+|18+")]
    [InlineData("1/A|2/A|3/A|1/A")]
    [InlineData("5 m2|12 m2|7 m2|5 m2")]
    [InlineData(" 36 months| 60 months| 48 months| 36 months")]
    [InlineData("(5)|-7|12|(5)")]
    [InlineData("-+5|7|12|-+5")]
    public void A_code_is_a_category(string cells)
    {
        var table = Read(cells.Split('|')).Table;
        Assert.Equal("category", table.Columns[0].Kind.Name);
        Assert.Equal(cells, string.Join('|', table.ColumnValues(0).Select(table.Columns[0].Write)));
    }

    [Fact]
    public void A_sample_has_the_sign_of_the_data()
    {
        string[] values = ["+1.5%|-0.3%|+2.0%", "+1.5|0.0|-2.0", "(1.5)|2.0|3.0", "USD -1.5|USD 2.0|USD 3.5"];
        string[][] written =
        [
            .. values
                .Select(cells => Read(cells.Split('|')).Table.Columns[0])
                .Select(column => new[] { column.Write(7), column.Write(-7), column.Write(-0.01) }),
        ];
        Assert.Equal(["+7.0%", "-7.0%", "+0.0%"], written[0]);
        Assert.Equal(["+7.0", "-7.0", "0.0"], written[1]);
        Assert.Equal(["7.0", "(7.0)", "0.0"], written[2]);
        Assert.Equal(["USD 7.0", "USD -7.0", "USD 0.0"], written[3]);
    }

    [Fact]
    public void Markers_among_many_numbers_of_a_unit_are_missing()
    {
        string[] cells = [.. Enumerable.Range(0, 50).Select(i => i % 10 == 9 ? "N/A" : $"{i * 7}.5 kg")];
        var read = Read(cells);
        Assert.Equal(("number", "N/A"), (read.Table.Columns[0].Kind.Name, read.Table.Columns[0].Missing));
        Assert.Equal("numbers with 1 decimal, with kg; 'N/A' missing", read.Findings[0].Why);
        Assert.True(double.IsNaN(read.Table[9, 0]));
    }

    [Fact]
    public void Words_before_many_decimals_are_a_unit()
    {
        string[] cells = [.. Enumerable.Range(0, 50).Select(i => $"pH {i * 0.37:0.00}")];
        Assert.Equal("pH ", Assert.IsType<NumberKind>(Read(cells).Table.Columns[0].Kind).Format?.Prefix);
    }

    [Theory]
    [InlineData("weight,who\n83.7 kg,a\n12.0 kg,b\n7.5 kg,a\n", "weight", 3)]
    [InlineData("83.7 kg,a\n12.0 kg,b\n7.5 kg,a\n9.5 kg,c\n", "x0", 4)]
    [InlineData("Length 5 cm,who\n83.7 cm,a\n12.0 cm,b\n7.5 cm,a\n", "Length 5 cm", 3)]
    public void The_first_line_above_a_unit_is_told_apart(string text, string name, int rows)
    {
        var table = KindDetectionTests.Read(text).Table;
        Assert.Equal((name, rows), (table.Columns[0].Name, table.RowCount));
        Assert.Equal("number", table.Columns[0].Kind.Name);
    }

    [Fact]
    public void A_schema_keeps_units_and_signs()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Text(
            "t.csv",
            "a,b,c,d\n8.2°C,(1.5),+2,USD -1.50\n-1.0°C,2.0,0,USD 2.25\n3.5°C,0.0,-7,USD 3.00\n"
        );
        var table = DataFiles.Load([path]).Table;
        TableSchema.From(table).Write(folder.At("schema.json"));
        string json = File.ReadAllText(folder.At("schema.json"));
        Assert.Contains("\"signs\": \"alwaysExceptZero\"", json, StringComparison.Ordinal);
        var again = DataFiles.Load([path], schema: TableSchema.Read(folder.At("schema.json"))).Table;
        Assert.Equal(table.Columns, again.Columns);
        Assert.Equal(table.ToRowMajor(), again.ToRowMajor());
        File.WriteAllText(folder.At("schema.json"), json.Replace("alwaysExceptZero", "plus", StringComparison.Ordinal));
        var error = Assert.Throws<LikenessException>(() => TableSchema.Read(folder.At("schema.json")));
        Assert.Contains("$.columns[2].signs: 'plus' is no way to write signs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_keeps_signs_and_reads_formats_without_them()
    {
        ColumnKind kind = new NumberKind(new NumberFormat(2) { Signs = NumberSigns.Parentheses });
        Assert.Equal(kind, JsonSerializer.Deserialize<ColumnKind>(JsonSerializer.Serialize(kind)));
        ColumnKind plain = new NumberKind(new NumberFormat(2, Prefix: "$"));
        string json = JsonSerializer.Serialize(plain);
        Assert.DoesNotContain("Signs", json, StringComparison.Ordinal);
        Assert.Equal(plain, JsonSerializer.Deserialize<ColumnKind>(json));
    }

    [Fact]
    public void A_declared_number_finds_its_unit()
    {
        using var folder = new TemporaryFolder();
        string schema = folder.Text("s.json", """{"version": 1, "columns": [{"name": "a", "kind": "number"}]}""");
        string path = folder.Text("t.csv", "a,b\n8.2 kg,x\n1.0 kg,y\n3.5 kg,x\n");
        var table = DataFiles.Load([path], schema: TableSchema.Read(schema)).Table;
        Assert.Equal("8.2 kg", table.Columns[0].Write(table[0, 0]));
    }

    private static LoadedTable Read(string[] cells) =>
        KindDetectionTests.Read("name,b\n" + string.Concat(cells.Select(cell => $"\"{cell}\",1.5\n")));
}
