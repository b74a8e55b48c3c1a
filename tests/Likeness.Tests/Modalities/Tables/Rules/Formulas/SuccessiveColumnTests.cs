using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Columns in succession, such as years, each near the one before.</summary>
public sealed class SuccessiveColumnTests
{
    private const int Rows = 240;
    private const int Years = 8;

    [Fact]
    public void EachYearIsNearTheYearBefore()
    {
        var table = Countries();
        var rules = Found(table);
        Assert.Equal(
            ["2007 ≈ 2006", "2006 ≈ 2005", "2005 ≈ 2004", "2004 ≈ 2003", "2003 ≈ 2002", "2002 ≈ 2001", "2001 ≈ 2000"],
            rules.Rules.OfType<SuccessiveColumn>().Select(rule => rule.ToString())
        );
        Assert.Contains("2007 ≈ 2006 ≈ … ≈ 2000 (8 columns, each near the next one)", rules.Lines);
        var encoded = rules.Encode(table);
        // Changes are some percent, of countries of any size.
        Assert.All(encoded.ColumnValues(3), change => Assert.InRange(change, -0.2, 0.2));
        var decoded = rules.Decode(encoded);
        foreach (int column in Enumerable.Range(0, Years))
        {
            Assert.Equal(table.ColumnValues(column), decoded.ColumnValues(column));
        }
    }

    /// <summary>Series that begin late go backwards, so that each number has one that it is near.</summary>
    [Fact]
    public void SeriesThatBeginLateGoBackwards()
    {
        var table = Countries(late: true);
        var rules = Found(table);
        var chain = rules.Rules.OfType<SuccessiveColumn>().ToList();
        Assert.Equal(Years - 1, chain.Count);
        Assert.Equal("2000 ≈ 2001", chain[0].ToString());
        var decoded = rules.Decode(rules.Encode(table));
        foreach (int column in Enumerable.Range(0, Years))
        {
            Assert.Equal(table.ColumnValues(column), decoded.ColumnValues(column));
        }
    }

    /// <summary>Models would sample numbers whose changes are as large as those of different countries.</summary>
    [Fact]
    public void SampledChangesAreAsSmallAsThoseOfTheData()
    {
        var table = Countries();
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(500, 1);
        double[] changes =
        [
            .. Enumerable
                .Range(0, samples.RowCount)
                .Select(row => Math.Abs(Math.Log(samples[row, 5] / samples[row, 4]))),
        ];
        Assert.InRange(changes.Max(), 0, 0.2);
    }

    [Fact]
    public void NumbersThatHardlySayTheNextOneStay()
    {
        var random = new PhiloxRandom(2, 0);
        double[][] cells =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(_ => Enumerable.Range(0, Rows).Select(row => row + (80 * random.NextNormal())).ToArray()),
        ];
        var table = Table.FromArrays([.. cells.Select((values, i) => ($"x{i}", values))]);
        Assert.DoesNotContain(Found(table).Rules, rule => rule is SuccessiveColumn);
    }

    /// <summary>The change is relative to a size; without one, and where the number before is missing, it is to a typical number.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void AnyNumberComesBack(double? scale)
    {
        var rule = new SuccessiveColumn("b", "a", 7, scale);
        var table = Of([2, -4, 0, double.NaN, 100], [3.5, -9.25, 1, 12, double.NaN]);
        double[] back = rule.Decode(rule.Encode(table), table.Columns[1]).ColumnValues(1);
        Assert.All(back.Zip(table.ColumnValues(1)), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
        double size = scale is double c ? 4 + c : 1;
        Assert.Equal(-5.25 / size, rule.Encode(table)[1, 1], 1e-12);
        Assert.Equal(-Math.Log(size), rule.LogDerivatives(table)[1], 1e-12);
        Assert.Equal(0, rule.LogDerivatives(table)[4]);
        // Of the same change, the number before follows from the number.
        var (unknown, sampled) = (Of([double.NaN], [-9.25]), Of([-4.0], [-9.25]));
        Assert.Equal(-4, rule.PlaceParts(unknown, sampled)[0, 0], 1e-9);
    }

    [Fact]
    public void ARuleIsDeclared()
    {
        var table = Countries();
        var declared = DeclaredRules.Create(Schema.Detect(table).Apply(table), ["2003 ≈ 2000"]);
        var rule = Assert.IsType<SuccessiveColumn>(Assert.Single(declared.Rules));
        Assert.Equal("2003 ≈ 2000", rule.ToString());
        Assert.True(rule.IsPositive);
    }

    private static Table Of(double[] a, double[] b) =>
        Table.FromColumns([new Column("a") { Missing = "" }, new Column("b") { Missing = "" }], [a, b]);

    private static TableRules Found(Table table) => TableRules.Find(Schema.Detect(table).Apply(table), wanted: true);

    private static Table Countries(bool late = false)
    {
        var random = new PhiloxRandom(1, 0);
        double[][] cells = [.. Enumerable.Range(0, Years).Select(_ => new double[Rows])];
        for (int row = 0; row < Rows; row++)
        {
            double people = Math.Exp(12 + (2 * random.NextNormal()));
            for (int year = 0; year < Years; year++)
            {
                people *= 1.01 + (0.02 * random.NextNormal());
                cells[year][row] = late && year < row % 4 ? double.NaN : Math.Round(people);
            }
        }

        return Table.FromColumns(
            [.. cells.Select((_, year) => new Column($"{2000 + year}") { Missing = late ? "" : null })],
            cells
        );
    }
}
