using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Durations that follow from times have as many decimals of seconds as they are written with.</summary>
public sealed class DurationDecimalsTests
{
    [Theory]
    [InlineData("hh:mm:ss.fffffff", 5)]
    [InlineData("hh:mm:ss.ffff", 4)]
    [InlineData("hh:mm:ss.f", 3)]
    [InlineData("hh:mm:ss", 3)]
    [InlineData("hh:mm:ss.F", 5)]
    public void ADurationHasThePlacesOfItsFormat(string format, int places) =>
        Assert.Equal(places, SecondDecimals.Of(new DurationKind(format)));

    [Theory]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fffffffzzz", 5)]
    [InlineData("dd.MM.yyyy HH:mm", 3)]
    [InlineData("HH:mm:ss,ffff dd.MM.yyyy", 4)]
    public void ATimeHasThePlacesOfItsFormat(string format, int places) =>
        Assert.Equal(places, SecondDecimals.Of(new TimeKind(format)));

    /// <summary>As in results of tests, where a duration is the end less the start.</summary>
    [Fact]
    public void DecimalsAreKept()
    {
        var random = new PhiloxRandom(4, 0);
        double[] starts = [.. Enumerable.Range(0, 200).Select(row => 1.7e9 + (60 * row) + Micro())];
        double[] lengths = [.. starts.Select(_ => 1 + Micro())];
        var time = new TimeKind("yyyy-MM-dd HH:mm:ss.ffffff");
        Column[] columns =
        [
            new("start") { Kind = time },
            new("end") { Kind = time },
            new("length") { Kind = new DurationKind("hh:mm:ss.fffffff"), Missing = "" },
        ];
        var rows = Table.FromColumns(columns, [starts, [.. starts.Zip(lengths, (a, b) => a + b)], lengths]);
        rows = Schema.Detect(rows).Apply(rows);
        Assert.Contains(
            TableRules.Find(rows, wanted: true).Rules,
            found => found.ToString() is "length = end - start" or "end = start + length"
        );
        var rule = FormulaColumn.Create(
            rows,
            2,
            [1, 0],
            new FormulaSum([(new FormulaCell(0), false), (new FormulaCell(1), true)])
        );
        var computed = rule.Decode(rule.Encode(rows), columns[2]);
        Assert.All(computed.ColumnValues(2).Zip(lengths), pair => Assert.Equal(pair.Second, pair.First, 1e-5));

        double Micro() => Math.Round(random.NextDouble(), 7);
    }
}
