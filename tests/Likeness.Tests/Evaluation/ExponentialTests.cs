using System.Runtime.Intrinsics;
using Likeness.Evaluation;

namespace Likeness.Tests.Evaluation;

public sealed class ExponentialTests
{
    [Fact]
    public void ItIsTheLibrarysToTwoUlp()
    {
        var random = new Compute.Cpu.PhiloxRandom(1, 0);
        for (int i = 0; i < 100_000; i++)
        {
            double x = -Math.Pow(10, (random.NextDouble() * 23) - 20);
            double expected = Math.Exp(Math.Max(x, -700));
            double found = Exponential.Compute(Vector512.Create(x))[i % 8];
            Assert.True(
                Math.Abs(found - expected) <= 2 * Math.BitIncrement(expected) - (2 * expected),
                $"e^{x:R} is {found:R}"
            );
        }

        Assert.Equal(1, Exponential.Compute(Vector512<double>.Zero)[0]);
        Assert.Equal(Math.Exp(-700), Exponential.Compute(Vector512.Create(double.NegativeInfinity))[3], 1e-310);
    }
}
