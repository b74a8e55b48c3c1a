using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Gradients;

public sealed class RecomputeTests : IDisposable
{
    private const int Batch = 64;
    private const int Width = 48;
    private readonly List<Parameter> parameters = [];
    private readonly Tensor x = Tensor.Input("x", [Batch, Width]);

    public void Dispose() => parameters.ForEach(parameter => parameter.Dispose());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ADeepNetworkKeepsTheRootOfItsActivationsAndGivesTheSameBits(int workers)
    {
        const int layers = 64;
        using var pool = new WorkerPool(workers);
        (float[] plain, long all) = Gradients(Deep(layers, perRegion: 0), pool);
        (float[] again, long some) = Gradients(Deep(layers, perRegion: 8), pool);
        Assert.Equal(plain, again);
        // Of 64 activations, 8 inputs of regions and 8 inside one region remain, plus a few temporaries of the backward pass.
        Assert.InRange(some / (double)all, 0, 0.4);
    }

    [Fact]
    public void MemoryGrowsWithTheRootOfTheDepth()
    {
        long Arena(int layers, int perRegion) => Gradients(Deep(layers, perRegion), null).Arena;
        long once = Arena(layers: 36, perRegion: 6);
        long fourfold = Arena(layers: 144, perRegion: 12);
        Assert.InRange(fourfold / (double)once, 1, 2.2);
        Assert.InRange(Arena(layers: 144, perRegion: 0) / (double)Arena(layers: 36, perRegion: 0), 3.5, 4.5);
    }

    [Fact]
    public void RandomNumbersAreTheSameBothTimes()
    {
        Tensor Dropped(Tensor h, ulong stream) => h * Tensor.RandomUniform(h.Shape, stream).GreaterThan(0.5f) * 2;
        Func<Tensor, int, Tensor> layer = Layer;
        Tensor Net(bool regions)
        {
            Tensor h = x;
            for (int i = 0; i < 3; i++)
            {
                (Tensor input, int index) = (h, i);
                Tensor Body() => Dropped(layer(layer(input, 2 * index), (2 * index) + 1), (ulong)index);
                h = regions ? Recompute.Region($"block {i}", Body) : Body();
            }

            return h.Square().Mean();
        }

        Assert.Equal(Gradients(Net(false), null).Values, Gradients(Net(true), null).Values);
    }

    [Fact]
    public void RandomNumbersAreTheSameWhereTheirReadersLieInAnotherOrder()
    {
        _ = Layer(x, 0);
        Tensor sequences = parameters[0].Tensor.Gather((x.Abs() * Width).Floor().Minimum(Width - 1));
        Tensor Dropped() => sequences * Tensor.RandomUniform(sequences.Shape, stream: 5).GreaterThan(0.5f);
        Tensor Loss(Tensor dropped) => (dropped * x.Reshape([Batch, Width, 1])).Sum();
        Assert.Equal(
            Gradients(Loss(Dropped()), null).Values,
            Gradients(Loss(Recompute.Region("dropped", Dropped)), null).Values
        );
    }

    [Fact]
    public void RegionsMayLieInRegionsAndGiveSeveralResults()
    {
        (Tensor, Tensor) Pair(Tensor h, int i) => (Layer(h, i), Layer(h, i).Square() + h);
        Tensor plain;
        {
            (Tensor a, Tensor b) = Pair(Layer(x, 0), 1);
            (Tensor c, Tensor d) = Pair(a * b, 2);
            plain = (c * d).Mean();
        }

        Tensor[] results = Recompute.Region(
            "outer",
            () =>
            {
                Tensor[] inner = Recompute.Region(
                    "inner",
                    () =>
                    {
                        (Tensor a, Tensor b) = Pair(Layer(x, 0), 1);
                        return [a, b];
                    }
                );
                (Tensor c, Tensor d) = Pair(inner[0] * inner[1], 2);
                return [c, d];
            }
        );
        (float[] expected, _) = Gradients(plain, null);
        (float[] found, _) = Gradients((results[0] * results[1]).Mean(), null);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-6f);
        }
    }

    [Fact]
    public void TheGradientOfTheGradientPassesThrough()
    {
        Tensor v = Tensor.Input("v", [5]);
        Tensor Curved(Tensor input) => (input * (input.Tanh() + 0.5f)).Exp();
        Tensor Second(Tensor y) => Gradient.Compute(Gradient.Compute((y * y.Sin()).Sum(), v)[0].Square().Sum(), v)[0];
        var given = new Dictionary<Tensor, double[]> { [v] = [-1, -0.3, 0.1, 0.7, 1.5] };
        double[] expected = Reference.Evaluate(Second(Curved(v)), given);
        Tensor again = Second(Recompute.Region("curved", () => Curved(v)));
        double[] found = Reference.Evaluate(again, given);
        Assert.All(expected.Zip(found), pair => Assert.Equal(1, pair.First / pair.Second, 1e-12));
        Compiled.Agrees(again, given, 1e-4);
    }

    [Fact]
    public void ForwardARegionCostsNothing()
    {
        string Steps(Tensor loss)
        {
            using CompiledGraph graph = CompiledGraph.Compile([loss]);
            return graph.Explain().Split("\n\n")[1];
        }

        Assert.Equal(Steps(Deep(6, perRegion: 0)), Steps(Deep(6, perRegion: 2)));
    }

    private Tensor Deep(int layers, int perRegion)
    {
        Tensor h = x;
        for (int first = 0; first < layers; )
        {
            (Tensor input, int from, int count) = (h, first, Math.Max(1, perRegion));
            Tensor Body() => Enumerable.Range(from, count).Aggregate(input, Layer);
            h = perRegion == 0 ? Body() : Recompute.Region($"layers from {first}", Body);
            first += count;
        }

        return h.Square().Mean();
    }

    private Tensor Layer(Tensor input, int index)
    {
        while (parameters.Count <= index)
        {
            var weight = new Parameter($"w{parameters.Count}", [Width, Width]);
            var random = new RandomValues((ulong)parameters.Count);
            Array.ConvertAll(random.Uniform(Width * Width, -0.25, 0.25), value => (float)value).CopyTo(weight.Values);
            parameters.Add(weight);
        }

        return (input.MatMul(parameters[index].Tensor.Transpose()) + 0.01f).Tanh();
    }

    /// <summary>
    /// The gradients of all parameters after a run, and the arena's bytes; the gradients are written to parameters of their own.
    /// </summary>
    private (float[] Values, long Arena) Gradients(Tensor loss, WorkerPool? pool)
    {
        Tensor[] gradients = Gradient.Compute(loss, [.. parameters.Select(parameter => parameter.Tensor)]);
        List<Parameter> found =
        [
            .. parameters.Select(parameter => new Parameter($"d{parameter.Name}", parameter.Shape)),
        ];
        using CompiledGraph graph = CompiledGraph.Compile(
            [loss],
            [.. found.Zip(gradients, (target, gradient) => new Assignment(target, gradient + target.Tensor))],
            new CompiledGraphOptions(pool, Seed: 4)
        );
        graph.Write(x, Array.ConvertAll(new RandomValues(2).Uniform(Batch * Width), value => (float)value));
        graph.Run();
        float[] values = [graph.ReadScalar(loss), .. found.SelectMany(gradient => gradient.Values.ToArray())];
        found.ForEach(gradient => gradient.Dispose());
        return (values, graph.ArenaBytes);
    }
}
