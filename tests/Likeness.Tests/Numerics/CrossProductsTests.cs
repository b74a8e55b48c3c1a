using Likeness.Compute.Cpu;
using Likeness.Numerics;

namespace Likeness.Tests.Numerics;

/// <summary>Sums of products in vectors are those of a loop over the rows, to the last bit.</summary>
public sealed class CrossProductsTests
{
    [Theory]
    [InlineData(1, 7)]
    [InlineData(4, 100)]
    [InlineData(13, 250)]
    [InlineData(18, 0)]
    public void EachSumIsThatOfALoop(int count, int rows)
    {
        var random = new PhiloxRandom(3, 0);
        double[][] columns =
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                    Enumerable.Range(0, rows).Select(_ => (random.NextDouble() - 0.5) * random.NextInt(1000)).ToArray()
                ),
        ];
        double[] products = CrossProducts.Of(columns);
        Assert.Equal(count * count, products.Length);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double sum = 0;
                for (int row = 0; row < rows; row++)
                {
                    sum += columns[i][row] * columns[j][row];
                }

                Assert.Equal(sum, products[(i * count) + j]);
            }
        }
    }
}
