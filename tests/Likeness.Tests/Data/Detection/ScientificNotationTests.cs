using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Data.Detection;

/// <summary>Numbers with an exponent are numbers, and written again as they were.</summary>
public sealed class ScientificNotationTests
{
    [Theory]
    [InlineData("1.2e-05|3.4e+10|7.0e+00|-1.5e-102", "0.0e+00", 1.2e-5)]
    [InlineData("3.40E+10|1.25E-05|0.00E+00", "0.00E+00", 3.4e10)]
    [InlineData("1E5|2E-12|3E0", "0E0", 1e5)]
    [InlineData("1.5e5|2e-12|3.25e0", "0.##e0", 1.5e5)]
    [InlineData("1.5e+005|2.0e-012|3.2e+100", "0.0e+000", 1.5e5)]
    [InlineData("1.5e+12|2.0e-12|3.2e+10", "0.0e+00", 1.5e12)]
    [InlineData("1,5e-05|2,0e+12|3,2e+10", "0.0e+00", 1.5e-5)]
    [InlineData("-1.5e-05 V|2.0e+12 V|3.2e+10 V", "0.0e+00", -1.5e-5)]
    [InlineData("+1.5e-05|-2.0e+12|+3.2e+10", "0.0e+00", 1.5e-5)]
    [InlineData("6.062825879549684e-05|-9.1e-06|2e+20|5e-324", "0.###############e+00", 6.062825879549684e-05)]
    [InlineData("6.06282587954968e-05|1.7976931348623157e+308", "0.00000000000000##e+00", 6.06282587954968e-05)]
    public void A_number_is_written_as_it_was(string cells, string pattern, double first)
    {
        var table = Read(cells.Split('|'));
        var kind = Assert.IsType<NumberKind>(table.Columns[0].Kind);
        Assert.Equal(pattern, kind.Format!.Scientific);
        Assert.Equal(first, table[0, 0]);
        Assert.Equal(cells, string.Join('|', table.ColumnValues(0).Select(table.Columns[0].Write)));
        using var folder = new TemporaryFolder();
        TableSchema.From(table).Write(folder.At("schema.json"));
        Assert.Equal(kind, TableSchema.Read(folder.At("schema.json")).Columns[0].ToKind());
    }

    /// <summary>Where most numbers have none, they are written in full.</summary>
    [Fact]
    public void FewExponentsAreNoNotation()
    {
        var kind = Assert.IsType<NumberKind>(Read(["0.5", "1e-05", "12"]).Columns[0].Kind);
        Assert.Null(kind.Format!.Scientific);
        Assert.Equal("0.5", kind.Write(0.5));
    }

    [Fact]
    public void A_wrong_pattern_is_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Text(
            "schema.json",
            """{"version":1,"columns":[{"name":"x","kind":"number","scientific":"e+5"}]}"""
        );
        var error = Assert.Throws<LikenessException>(() => TableSchema.Read(path));
        Assert.Contains("$.columns[0].scientific", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SamplesAreWrittenLikeTheData()
    {
        string[] cells =
        [
            .. Enumerable
                .Range(1, 300)
                .Select(i =>
                    string.Create(CultureInfo.InvariantCulture, $"{1 + (i * 7 % 90 / 10.0):0.0}e-{1 + (i % 7):00}")
                ),
        ];
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Read(cells)) })
            .As<TableModel>();
        var samples = model.Sample(200);
        Assert.All(
            samples.ColumnValues(0).Select(samples.Columns[0].Write),
            text => Assert.Matches("^[1-9]\\.[0-9]e-0[1-7]$", text)
        );
    }

    private static Table Read(IReadOnlyList<string> cells) =>
        KindDetectionTests
            .Read(string.Join('\n', cells.Select(cell => $"\"{cell}\",x").Prepend("value,other")) + "\n")
            .Table;
}
