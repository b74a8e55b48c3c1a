using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Program = Likeness.Compute.Compilation.Program;

namespace Likeness.Tests.Nn;

public sealed class CategoricalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void DrawsHaveTheProbabilitiesOfTheSoftmax(int batch)
    {
        double[] shares = [0.05, 0, 0.5, 0.15, 0.3, 0];
        float[] logits =
        [
            .. Enumerable.Repeat(shares.Select(share => (float)Math.Log(share) + 50), batch).SelectMany(x => x),
        ];
        var drawn = Categorical.Draw(Tensor.Constant([batch, shares.Length], logits), stream: 1);
        using var program = Program.Compile([drawn], null, new ProgramOptions(Seed: 5));
        int runs = 12_800 / batch;
        var counts = new int[shares.Length];
        var classes = new float[batch];
        for (int run = 0; run < runs; run++)
        {
            program.Run();
            program.Read(drawn, classes);
            Array.ForEach(classes, one => counts[(int)one]++);
        }

        // Within five standard deviations.
        for (int i = 0; i < shares.Length; i++)
        {
            double expected = shares[i] * runs * batch;
            Assert.InRange(counts[i] - expected, -5 * Math.Sqrt(expected), 5 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void ACertainClassIsAlwaysDrawn()
    {
        var drawn = Categorical.Draw(Tensor.Constant([2, 3], 0, 200, 0, 0, 0, 200), stream: 1);
        using var program = Program.Compile([drawn]);
        for (int run = 0; run < 100; run++)
        {
            program.Run();
            var classes = new float[2];
            program.Read(drawn, classes);
            Assert.Equal([1, 2], classes);
        }
    }
}
