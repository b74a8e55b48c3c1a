using Likeness.Compute.Cpu;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>The first rows rule out no product to which all rows leave a constant: columns of random values, zeros and missing ones.</summary>
public sealed class ProductConstantTests
{
    private const int Rows = 120;
    private const int Columns = 5;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NothingWithAConstantIsRuledOut(bool mayBreak)
    {
        int kept = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new PhiloxRandom((ulong)seed + 1, 0);
            ProductFactor[] factors = [.. Enumerable.Range(0, Columns).Select(column => Factor(random, column))];
            bool isFloor = seed % 3 == 0;
            var constants = Constants(random, factors, isFloor, mayBreak);
            ProductFactor[][] products =
            [
                .. factors.Select(one => (ProductFactor[])[one]),
                .. from one in factors from two in factors where one != two select (ProductFactor[])[one, two],
                .. Triples(factors),
            ];
            foreach (var product in products)
            {
                double[][] values = Array.ConvertAll(product, factor => factor.Values);
                double? all = constants.Of(values, isFloor, isOfTimes: false);
                Assert.Equal(all, constants.Of(product, isFloor));
                kept += all is null ? 0 : 1;
            }

            var some = new ProductTriples(constants, mayBeFloor: isFloor);
            ProductFactor[][] proposed = [.. some.Pairs(factors, factors), .. some.Of(factors, factors)];
            foreach (var product in Pairs(factors).Concat(Triples(factors)))
            {
                double[][] values = Array.ConvertAll(product, factor => factor.Values);
                Assert.True(
                    constants.Of(values, isFloor, isOfTimes: false) is null
                        || Array.Exists(proposed, other => other.SequenceEqual(product))
                );
            }
        }

        Assert.True(kept > 60);
    }

    private static IEnumerable<ProductFactor[]> Pairs(ProductFactor[] factors) =>
        from i in Enumerable.Range(0, factors.Length)
        from j in Enumerable.Range(i + 1, factors.Length - i - 1)
        select (ProductFactor[])[factors[i], factors[j]];

    private static IEnumerable<ProductFactor[]> Triples(ProductFactor[] factors) =>
        from i in Enumerable.Range(0, factors.Length)
        from j in Enumerable.Range(i + 1, factors.Length - i - 1)
        from k in Enumerable.Range(j + 1, factors.Length - j - 1)
        select (ProductFactor[])[factors[i], factors[j], factors[k]];

    // A multiple of one, two or three factors, of which some rows are wrong.
    private static ProductConstant Constants(PhiloxRandom random, ProductFactor[] factors, bool isFloor, bool mayBreak)
    {
        int count = 1 + random.NextInt(3);
        double multiple = 1 + random.NextInt(4);
        double[] targets =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(row =>
                {
                    double value = factors.Take(count).Aggregate(multiple, (product, one) => product * one.Values[row]);
                    value = double.IsNaN(value) ? random.NextInt(50) : value;
                    value = mayBreak && random.NextInt(40) == 0 ? value + 100 : value;
                    return isFloor ? Math.Floor(value) : Math.Round(value);
                }),
        ];
        double[] slacks = Array.ConvertAll(targets, value => FormulaColumn.SlackOf(0, value, []));
        return new(targets, slacks, mayBreak);
    }

    private static ProductFactor Factor(PhiloxRandom random, int column)
    {
        double[] values =
        [
            .. Enumerable
                .Range(0, Rows)
                .Select(_ =>
                    random.NextInt(12) switch
                    {
                        0 => 0,
                        1 => double.NaN,
                        2 => -random.NextDouble() * 20,
                        _ => random.NextDouble() * 20,
                    }
                ),
        ];
        return new(count => values[..count], Rows, [column], places => new FormulaCell(places[0]));
    }
}
