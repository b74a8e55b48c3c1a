using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Which column of a product is computed, where amounts differ by orders of magnitude, or a part is rounded more coarsely than it could be.</summary>
public sealed class ProductRulesTests
{
    private const int Rows = 800;

    [Fact]
    public void APercentageOfMarksIsComputedFromThem()
    {
        var random = new PhiloxRandom(1, 0);
        double[] most = [.. Enumerable.Range(0, Rows).Select(_ => 20.0 * (2 + random.NextInt(4)))];
        double[] marks = [.. most.Select(max => (double)random.NextInt((int)max + 1))];
        double[] percent =
        [
            .. marks.Zip(most, (mark, max) => Math.Round(100 * mark / max, 1, MidpointRounding.AwayFromZero)),
        ];
        Assert.Equal(
            ["percent = 100 × marks / max_marks"],
            Found(("max_marks", most), ("marks", marks), ("percent", percent))
        );
    }

    /// <summary>A discount in whole percents is chosen, and the amount computed from it.</summary>
    [Fact]
    public void AnAmountIsComputedFromAPercentage()
    {
        var random = new PhiloxRandom(2, 0);
        double[] price = [.. Enumerable.Range(0, Rows).Select(_ => 100.0 + random.NextInt(90_000))];
        double[] rate = [.. Enumerable.Range(0, Rows).Select(_ => 5.0 * (1 + random.NextInt(6)))];
        double[] off = [.. price.Zip(rate, (one, percent) => Math.Round(one * percent) / 100)];
        Assert.Equal(["off = price × rate / 100"], Found(("price", price), ("rate", rate), ("off", off)));
    }

    /// <summary>A gross amount contains a tax, and is rounded less than what is left of it.</summary>
    [Fact]
    public void ATaxIsThatOfAGrossAmount()
    {
        var random = new PhiloxRandom(4, 0);
        double[] gross = [.. Enumerable.Range(0, Rows).Select(_ => (100 + random.NextInt(90_000)) / 100.0)];
        double[] rate = [.. Enumerable.Range(0, Rows).Select(_ => new double[] { 0, 7, 19 }[random.NextInt(3)])];
        double[] tax = [.. gross.Zip(rate, (one, vat) => Math.Round(one - (one / (1 + (vat / 100))), 2))];
        double[] net = [.. gross.Zip(rate, (one, vat) => Math.Round(one / (1 + (vat / 100)), 2))];
        Assert.Equal(
            ["tax = gross × vat / (100 + vat)"],
            Found(("gross", gross), ("vat", rate), ("tax", tax))
                .Where(rule => rule.StartsWith("tax", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["net = gross / (1 + vat / 100)"],
            Found(("gross", gross), ("vat", rate), ("net", net))
                .Where(rule => rule.StartsWith("net", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void AmountsOfSeveralCurrenciesAreConverted()
    {
        var random = new PhiloxRandom(3, 0);
        double[] rates = [1, 0.92, 0.00068];
        int[] currency = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(10) is 9 ? 2 : random.NextInt(2))];
        double[] amount =
        [
            .. currency.Select(one =>
                Math.Round(Math.Exp(4 + (2 * random.NextDouble())) / rates[one], one == 2 ? 0 : 2)
            ),
        ];
        double[] rate =
        [
            .. currency.Select(one => one == 0 ? 1 : Math.Round(rates[one] * (0.97 + (0.06 * random.NextDouble())), 8)),
        ];
        double[] euros = [.. amount.Zip(rate, (one, factor) => Math.Round(one * factor, 2))];
        Assert.Equal(["euros = amount × rate"], Found(("amount", amount), ("rate", rate), ("euros", euros)));
    }

    private static List<string> Found(params (string Name, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name))],
            [.. columns.Select(column => column.Cells)]
        );
        return
        [
            .. TableRules
                .Find(Schema.Detect(table).Apply(table), wanted: true)
                .Rules.OfType<FormulaColumn>()
                .Select(rule => rule.ToString()),
        ];
    }
}
