using Likeness.Compute.Cpu;
using Likeness.Evaluation.ExactTests;
using Likeness.Tests.Evaluation.Windows;

namespace Likeness.Tests.Evaluation.ExactTests;

public sealed class ExceedanceTestTests
{
    [Fact]
    public void P_values_agree_with_SciPy()
    {
        Assert.All(
            GoldenSequences.All.Exceedances,
            golden =>
                AssertRelative(golden.P, ExceedanceTest.PValue(golden.Above, golden.Generated, golden.K, golden.Test))
        );

        static void AssertRelative(double expected, double actual) =>
            Assert.InRange(actual, expected * (1 - 1e-8), Math.Min(1, expected * (1 + 1e-8)) + 1e-12);
    }

    [Fact]
    public void Equal_distributions_are_seldom_significant()
    {
        int significant = 0;
        for (int i = 0; i < 400; i++)
        {
            var random = new PhiloxRandom(1, (ulong)i);
            double[] test = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble()).OrderDescending()];
            int above = Enumerable.Range(0, 80).Count(_ => random.NextDouble() > test[2]);
            significant += ExceedanceTest.PValue(above, 80, 3, 60) < 0.05 ? 1 : 0;
        }

        Assert.InRange(significant, 1, 30); // 20 are expected at most
    }
}
