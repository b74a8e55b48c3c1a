using Likeness.Compute.Graph;
using Likeness.Models.Images;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>The rules of NCSNv2 for levels and steps, and annealed Langevin dynamics with the exact score of a Gaussian.</summary>
public sealed class NcsnV2Tests
{
    /// <summary>The equations of techniques 2 and 4, solved by SciPy; the paper's own values for CIFAR-10 are 232 levels of σ_max 50, and ε 6.2e-6.</summary>
    [Theory]
    [InlineData(784, 16.2, 95, 0.1109)]
    [InlineData(784, 22.1, 100, 0.1108)]
    [InlineData(3072, 48.2, 218, 0.0649)]
    public void LevelsAndStepFollowTheRules(int dimensions, double max, int count, double step)
    {
        int found = NcsnLevels.Count(dimensions, max, 0.01);
        Assert.InRange(found, count - 1, count);
        Assert.Equal(step, NcsnLevels.Step(Math.Pow(max / 0.01, 1.0 / (found - 1)), 5), 0.001);
        Assert.Equal(0.062, NcsnLevels.Step(Math.Pow(5000, 1.0 / 231), 5), 0.001);
    }

    [Fact]
    public void TheExactScoreOfAGaussianGivesItsVariance()
    {
        const int Count = 20_000;
        float[] deviations = [0.3f, 1.2f, 0.05f];
        var variance = Tensor.Constant([1, 3], [.. deviations.Select(s => s * s)]);
        using var model = new NcsnV2(new NcsnV2Options { NoiseLevels = 200 }, 3)
        {
            Network = (x, level) => level * x / (level.Square() + variance),
        };
        float[] rows = Evaluated.Of(model.Sample(Count))[0];
        for (int i = 0; i < 3; i++)
        {
            double[] column = [.. Enumerable.Range(0, Count).Select(row => (double)rows[(row * 3) + i])];
            Assert.Equal(0, column.Average(), 5 * deviations[i] / Math.Sqrt(Count));
            double found = column.Average(x => x * x);
            double expected = Variance(deviations[i] * deviations[i], 200, 5);
            Assert.Equal(expected, found, 4.5 * expected * Math.Sqrt(2.0 / Count));
            Assert.Equal(1, Math.Sqrt(expected) / deviations[i], 0.08);
        }
    }

    // Algorithm 1 with a linear score, from σ_max = 16 down to 0.01, and the last denoising step.
    private static double Variance(double data, int levels, int steps)
    {
        double ratio = Math.Pow(1600, 1.0 / (levels - 1));
        double step = NcsnLevels.Step(ratio, steps);
        double variance = 16 * 16;
        double square = variance;
        for (int i = 0; i < levels; i++)
        {
            square = Math.Pow(16 / Math.Pow(ratio, i), 2);
            for (int k = 0; k < steps; k++)
            {
                double kept = 1 - (step * square / (data + square));
                variance = (kept * kept * variance) + (2 * step * square);
            }
        }

        return variance * Math.Pow(data / (data + square), 2);
    }
}
