using Likeness.Compute.Cpu;
using Likeness.Models.Trees.Linear;
using Likeness.Numerics;

namespace Likeness.Tests.Models.Trees;

/// <summary>Regressions on the first features have the weights that they have without the others, to the last bit.</summary>
public sealed class RidgeFoldsTests
{
    private const int Folds = 3;
    private const int Features = 12;
    private const int Rows = 40;

    private static readonly double[][][] Values = [.. Enumerable.Range(0, Folds).Select(ValuesOf)];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(Features)]
    public void FirstFeaturesAreARegressionOfTheirOwn(int n)
    {
        var all = new RidgeFolds(Array.ConvertAll(Values, fold => Products(fold, Features)), Features);
        double[] right = ValuesOf(9)[0][..n];
        for (int without = 0; without <= Folds; without++)
        {
            for (int ridge = 0; ridge < RidgeFolds.Ridges.Length; ridge++)
            {
                double[] sums = Products(Values[0], n);
                sums = RidgeFolds.Plus(sums, Products(Values[1], n));
                sums = RidgeFolds.Plus(sums, Products(Values[2], n));
                sums = without < Folds ? RidgeFolds.Minus(sums, Products(Values[without], n)) : sums;
                for (int i = 0; i < n; i++)
                {
                    sums[(i * n) + i] += i == 0 ? 1e-6 : RidgeFolds.Ridges[ridge];
                }

                Assert.Equal(Cholesky.Solve(sums, right), all.Weights(without, ridge, right));
            }
        }
    }

    [Fact]
    public void ErrorsAreThoseOfTheRows()
    {
        double[] target = ValuesOf(8)[0];
        double[] weights = ValuesOf(7)[1][..4];
        double[][] fold = Values[1];
        double direct = Enumerable
            .Range(0, Rows)
            .Sum(row => Math.Pow(target[row] - weights.Select((weight, i) => weight * fold[i][row]).Sum(), 2));
        var all = new RidgeFolds(Array.ConvertAll(Values, one => Products(one, Features)), Features);
        double[] right = Array.ConvertAll(fold[..4], feature => LaneSums.Dot(feature, target));
        Assert.Equal(direct, all.Error(1, weights, right, LaneSums.Dot(target, target)), 1e-9 * direct);
    }

    private static double[][] ValuesOf(int fold)
    {
        var random = new PhiloxRandom(5, (ulong)fold);
        return
        [
            .. Enumerable
                .Range(0, Features)
                .Select(_ => (double[])[.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())]),
        ];
    }

    private static double[] Products(double[][] features, int n)
    {
        var products = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                products[(i * n) + j] = LaneSums.Dot(features[i], features[j]);
            }
        }

        return products;
    }
}
