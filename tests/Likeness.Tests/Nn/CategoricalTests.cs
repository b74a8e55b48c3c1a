using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Nn;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Nn;

public sealed class CategoricalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void DrawsHaveTheProbabilitiesOfTheSoftmax(int batch)
    {
        double[] fractions = [0.05, 0, 0.5, 0.15, 0.3, 0];
        float[] logits =
        [
            .. Enumerable
                .Repeat(fractions.Select(fraction => (float)Math.Log(fraction) + 50), batch)
                .SelectMany(x => x),
        ];
        var sampled = Categorical.Sample(Tensor.Constant([batch, fractions.Length], logits), stream: 1);
        using var graph = CompiledGraph.Compile([sampled], null, new CompiledGraphOptions(Seed: 5));
        int runs = 12_800 / batch;
        var counts = new int[fractions.Length];
        var classes = new float[batch];
        for (int run = 0; run < runs; run++)
        {
            graph.Run();
            graph.Read(sampled, classes);
            Array.ForEach(classes, one => counts[(int)one]++);
        }

        // Within five standard deviations.
        for (int i = 0; i < fractions.Length; i++)
        {
            double expected = fractions[i] * runs * batch;
            Assert.InRange(counts[i] - expected, -5 * Math.Sqrt(expected), 5 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void ACertainClassIsAlwaysDrawn()
    {
        var sampled = Categorical.Sample(Tensor.Constant([2, 3], 0, 200, 0, 0, 0, 200), stream: 1);
        using var graph = CompiledGraph.Compile([sampled]);
        for (int run = 0; run < 100; run++)
        {
            graph.Run();
            var classes = new float[2];
            graph.Read(sampled, classes);
            Assert.Equal([1, 2], classes);
        }
    }
}
