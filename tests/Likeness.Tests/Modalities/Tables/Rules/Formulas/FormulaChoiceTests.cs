using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Which of several formulas is a column's: that of more rows, that of what it is made of, and none that rounding alone allows.</summary>
public sealed class FormulaChoiceTests
{
    private const int Rows = 900;

    /// <summary>Journeys, which are a fifth of all expenses, have a rate per kilometre and no foreign currency.</summary>
    [Fact]
    public void AFormulaOfSomeRowsGivesWayToThatOfAll()
    {
        var random = new PhiloxRandom(1, 0);
        double[] km = Numbers(row => row % 5 == 0 ? 20 + random.NextInt(600) : double.NaN);
        double[] rate = Numbers(row => row % 5 == 0 || row % 3 == 0 ? 1 : 0.8 + (random.NextInt(900) / 1000.0));
        double[] amount = Numbers(row => row % 5 == 0 ? Cents(0.3 * km[row]) : Cents(5 + (300 * random.NextDouble())));
        double[] euros = Numbers(row => Cents(amount[row] * rate[row]));
        Assert.Equal(
            ["amount = 0.3 × km", "euros = amount × rate"],
            Found(("km", km), ("amount", amount), ("rate", rate), ("euros", euros)).Order()
        );
    }

    /// <summary>In whichever order the columns are: kilojoules are a multiple of kilocalories, which nutrients add up to.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AMultipleComesFromWhatOthersCompute(bool isFirst)
    {
        var random = new PhiloxRandom(2, 0);
        double[] fat = Numbers(_ => random.NextInt(400) / 10.0);
        double[] starch = Numbers(_ => random.NextInt(600) / 10.0);
        double[] protein = Numbers(_ => random.NextInt(300) / 10.0);
        double[] fibre = Numbers(_ => random.NextInt(90) / 10.0);
        double[] energy = Numbers(row =>
            Math.Round(
                (9 * fat[row]) + (4 * starch[row]) + (4 * protein[row]) + (2 * fibre[row]),
                MidpointRounding.AwayFromZero
            )
        );
        (string, double[]) joules = ("kJ", [.. energy.Select(one => Math.Round(4.184 * one))]);
        (string, double[])[] others =
        [
            ("kcal", energy),
            ("fat", fat),
            ("starch", starch),
            ("protein", protein),
            ("fibre", fibre),
        ];
        Assert.Equal(
            ["kJ = 4.184 × kcal", "kcal = 9 × fat + 4 × starch + 4 × protein + 2 × fibre"],
            Found(isFirst ? [joules, .. others] : [.. others, joules]).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Chances of sales without an amount are none of those that amounts are multiplied with.</summary>
    [Fact]
    public void ValuesOfRowsWithoutAResultSayNothingOfAProduct()
    {
        var random = new PhiloxRandom(3, 0);
        double[] chance = Numbers(row => row % 3 == 0 ? 5 + (5 * random.NextInt(2)) : 30 * random.NextInt(4));
        double[] amount = Numbers(row => row % 3 == 0 ? double.NaN : 100 * (1 + random.NextInt(900)));
        double[] expected = Numbers(row => amount[row] * chance[row] / 100);
        Assert.Equal(
            ["expected = amount × chance / 100"],
            Found(("amount", amount), ("chance", chance), ("expected", expected))
        );
    }

    /// <summary>One to three persons, of which a price tells the number within a half in nearly all rows.</summary>
    [Fact]
    public void ARegressionOfFewPersonsIsNoFormula()
    {
        var random = new PhiloxRandom(4, 0);
        double[] persons = Numbers(_ => 1 + random.NextInt(3));
        double[] nights = Numbers(_ => 1 + random.NextInt(6));
        double[] rate = Numbers(row =>
            Math.Round(60 + (25 * persons[row]) + (4 * nights[row]) + (22 * (random.NextDouble() - 0.5)))
        );
        var table = Detected(("persons", persons), ("nights", nights), ("rate", rate));
        Assert.Empty(FormulaSearch.All(table, []));
        Assert.Empty(NearFormulas.All(table, []));
    }

    [Theory]
    [InlineData(1, "total = qty × price + freight")]
    [InlineData(-1, "total = qty × price - freight")]
    public void ATermStandsBesideAProduct(int sign, string expected)
    {
        var random = new PhiloxRandom(5, 0);
        double[] count = Numbers(_ => 1 + random.NextInt(9));
        double[] price = Numbers(_ => Cents(5 + (90 * random.NextDouble())));
        double[] freight = Numbers(_ => new[] { 0, 4.9, 9.9 }[random.NextInt(3)]);
        double[] total = Numbers(row => Cents((count[row] * price[row]) + (sign * freight[row])));
        Assert.Equal([expected], Found(("qty", count), ("price", price), ("freight", freight), ("total", total)));
    }

    [Fact]
    public void ATermStandsBesideAProductWithADiscount()
    {
        var random = new PhiloxRandom(6, 0);
        double[] nights = Numbers(_ => 1 + random.NextInt(9));
        double[] rate = Numbers(_ => 60 + random.NextInt(90));
        double[] discount = Numbers(_ => 5 * random.NextInt(4));
        double[] tax = Numbers(row => 2.5 * nights[row] * (1 + random.NextInt(3)));
        double[] total = Numbers(row => Cents((rate[row] * nights[row] * (1 - (discount[row] / 100))) + tax[row]));
        Assert.Contains(
            "total = nights × rate × (1 - discount / 100) + tax",
            Found(("nights", nights), ("rate", rate), ("discount", discount), ("tax", tax), ("total", total))
        );
    }

    private static double Cents(double amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, Rows).Select(number)];

    private static string[] Found(params (string Name, double[] Cells)[] columns) =>
        [.. FormulaSearch.All(Detected(columns), []).Select(rule => rule.ToString())];

    private static Table Detected(params (string Name, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [
                .. columns.Select(column => new Column(column.Name)
                {
                    Kind = NumberKind.Default,
                    Missing = Array.Exists(column.Cells, double.IsNaN) ? "" : null,
                }),
            ],
            [.. columns.Select(column => column.Cells)]
        );
        return Schema.Detect(table).Apply(table);
    }
}
