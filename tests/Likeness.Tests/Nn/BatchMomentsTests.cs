using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Tests.Nn;

/// <summary>One-pass moments of numbers that are far from zero, or whose first is far from the others.</summary>
public sealed class BatchMomentsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 0)]
    [InlineData(0, 100)]
    [InlineData(-50, 1000)]
    public void TheyAgreeWithTwoPassesInDoublePrecision(float mean, float outlier)
    {
        const int Count = 4096;
        var random = new PhiloxRandom(1, 1);
        float[] rows = [.. Enumerable.Range(0, Count).Select(_ => mean + (random.NextInt(1 << 20) / (float)(1 << 20)))];
        rows[0] += outlier;
        var x = Tensor.Input("x", [Count, 1]);
        var found = Standardisation.InOnePass(x, [0], 0);
        double expected = rows.Average(value => (double)value);
        double variance = rows.Average(value => (value - expected) * (value - expected));
        foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
        {
            var options = new CompiledGraphOptions(Instructions: set);
            using var graph = CompiledGraph.Compile([found.Mean, found.Variance], null, options);
            graph.Write(x, rows);
            graph.Run();
            // Narrower vectors round longer sums: next to an outlier the last digit of the mean is then wrong.
            if (outlier == 0 || set == InstructionSet.Avx512)
            {
                Assert.Equal(expected, graph.ReadScalar(found.Mean), 1e-6 * (1 + Math.Abs(mean)));
            }

            Assert.Equal(1, graph.ReadScalar(found.Variance) / variance, 1e-3);
        }
    }
}
