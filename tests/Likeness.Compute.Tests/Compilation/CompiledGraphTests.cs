using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Testing;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

public class CompiledGraphTests
{
    [Fact]
    public void ComputesASmallNetworkAndItsGradients()
    {
        var values = new RandomValues(1);
        Tensor x = Tensor.Input("x", [19, 5]);
        Tensor w1 = Tensor.Input("w1", [40, 5]);
        Tensor b1 = Tensor.Input("b1", [40]);
        Tensor w2 = Tensor.Input("w2", [3, 40]);
        Tensor hidden = (x.MatMul(w1.Transpose()) + b1).Tanh();
        Tensor loss = hidden.MatMul(w2.Transpose()).Square().Mean();
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = values.Uniform(19 * 5),
            [w1] = values.Uniform(200),
            [b1] = values.Uniform(40),
            [w2] = values.Uniform(120),
        };
        Compiled.Agrees(loss, given);
        foreach (Tensor gradient in Gradient.Compute(loss, x, w1, b1, w2))
        {
            Compiled.Agrees(gradient, given);
        }
    }

    [Fact]
    public void UpdatesParametersInPlaceAndReadsTheirOldValues()
    {
        using var p = new Parameter("p", [70, 30]);
        using var m = new Parameter("m", [70, 30]);
        var random = new RandomValues(2);
        float[] start = Array.ConvertAll(random.Uniform(2100), v => (float)v);
        start.CopyTo(p.Values);
        Tensor x = Tensor.Input("x", [50, 30]);
        float[] rows = Array.ConvertAll(random.Uniform(1500), v => (float)v);
        Tensor loss = x.MatMul(p.Tensor.Transpose()).Tanh().Sum();
        Tensor g = Gradient.Compute(loss, p)[0];
        Tensor moment = (m.Tensor * 0.9f) + (g * 0.1f);
        double[] expectedMoment = Reference.Evaluate(moment, Given(x, rows));
        double[] expectedP = Reference.Evaluate(p.Tensor - (moment * 0.5f), Given(x, rows));
        using CompiledGraph graph = CompiledGraph.Compile([loss], [new(m, moment), new(p, p.Tensor - (moment * 0.5f))]);
        graph.Write(x, rows);
        graph.Run();
        AssertClose(expectedMoment, m.Values);
        AssertClose(expectedP, p.Values);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(70, 33)]
    public void AValueWrittenEarlyIsStillReadAsItWas(int rows, int cols)
    {
        using var p = new Parameter("p", [rows, cols]);
        using var m = new Parameter("m", [rows, cols]);
        var random = new RandomValues(3);
        float[] first = Array.ConvertAll(random.Uniform(rows * cols), v => (float)v);
        float[] given = Array.ConvertAll(random.Uniform(rows * cols), v => (float)v);
        first.CopyTo(m.Values);
        Tensor g = Tensor.Input("g", [rows, cols]);
        Tensor moment = m.Tensor + g;
        Tensor value = p.Tensor - ((m.Tensor * moment) - g).Tanh();
        double[] expectedMoment = Reference.Evaluate(moment, Given(g, given));
        double[] expectedValue = Reference.Evaluate(value, Given(g, given));
        using CompiledGraph graph = CompiledGraph.Compile([], [new(m, moment), new(p, value)]);
        graph.Write(g, given);
        graph.Run();
        AssertClose(expectedMoment, m.Values);
        AssertClose(expectedValue, p.Values);
    }

    [Theory]
    [InlineData(2, 256)]
    [InlineData(3, 70)]
    [InlineData(40, 5)]
    [InlineData(70, 33)]
    public void AProductIsPassedOnWhole(int outputs, int inputs)
    {
        using var w = new Parameter("w", [outputs, inputs]);
        var random = new RandomValues(4);
        Tensor x = Tensor.Input("x", [64, inputs]);
        Tensor dy = Tensor.Input("dy", [64, outputs]);
        var given = new Dictionary<Tensor, double[]>
        {
            [x] = random.Uniform(64 * inputs),
            [dy] = random.Uniform(64 * outputs),
        };
        Tensor value = w.Tensor - (dy.Transpose().MatMul(x).Tanh() * 0.5f);
        double[] expected = Reference.Evaluate(value, given);
        using CompiledGraph graph = CompiledGraph.Compile([], [new(w, value)]);
        graph.Write(x, Array.ConvertAll(given[x], v => (float)v));
        graph.Write(dy, Array.ConvertAll(given[dy], v => (float)v));
        graph.Run();
        AssertClose(expected, w.Values);
    }

    [Fact]
    public void TheNumberOfWorkersChangesNoBit()
    {
        byte[] alone = TrainedBytes(null);
        foreach (int workers in new[] { 1, 2, 3, 5 })
        {
            using var pool = new WorkerPool(workers);
            Assert.Equal(alone, TrainedBytes(pool));
        }
    }

    [Fact]
    public void NetworksWithNothingInCommonAreGivenToOneWorkerEachAndChangeNoBit()
    {
        string listing = string.Empty;
        float[] Trained(WorkerPool? pool)
        {
            var random = new RandomValues(21);
            Tensor x = Tensor.Input("x", [64, 5]);
            var parameters = new List<Parameter>();
            Tensor Tower()
            {
                Tensor hidden = x;
                foreach ((int from, int to) in new[] { (5, 128), (128, 128), (128, 5) })
                {
                    var weight = new Parameter("w", [to, from]);
                    Array.ConvertAll(random.Uniform(to * from, -0.3, 0.3), v => (float)v).CopyTo(weight.Values);
                    parameters.Add(weight);
                    hidden = hidden.MatMul(weight.Tensor.Transpose()).Tanh();
                }

                return hidden;
            }

            Tensor loss = ((x * Tower().Exp()) + Tower() - 0.5f).Square().Mean();
            Tensor[] gradients = Gradient.Compute(loss, [.. parameters.Select(p => p.Tensor)]);
            using CompiledGraph graph = CompiledGraph.Compile(
                [loss],
                [.. parameters.Zip(gradients, (p, g) => new Assignment(p, p.Tensor - (g * 0.1f)))],
                new CompiledGraphOptions(pool)
            );
            listing = graph.Explain();
            graph.Write(x, Array.ConvertAll(random.Uniform(320), v => (float)v));
            for (int i = 0; i < 40; i++)
            {
                graph.Run();
            }

            float[] values = [graph.ReadScalar(loss), .. parameters.SelectMany(p => p.Values.ToArray())];
            parameters.ForEach(p => p.Dispose());
            return values;
        }

        float[] alone = Trained(null);
        using var pool = new WorkerPool(2);
        Assert.Equal(alone, Trained(pool));
        Assert.Contains("only 1", listing, StringComparison.Ordinal);
        using var three = new WorkerPool(3);
        Assert.Equal(alone, Trained(three));
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void ARunAllocatesNothingOnAnyWorker()
    {
        LongTest.Require();
        using var pool = new WorkerPool(2);
        using var network = new SmallNetwork(pool);
        network.Train(50);
        Assert.Equal([0, 0], Allocations.Of(pool, () => network.Train(200)));
    }

    [Fact]
    public void AnOutputThatIsAParameterIsReadAsItWasBefore()
    {
        using var p = new Parameter("p", [3]);
        using CompiledGraph graph = CompiledGraph.Compile([p.Tensor], [new(p, p.Tensor + 1)]);
        graph.Run();
        graph.Run();
        var read = new float[3];
        graph.Read(p.Tensor, read);
        Assert.Equal([1f, 1f, 1f], read);
        Assert.Equal([2f, 2f, 2f], p.Values.ToArray());
    }

    [Fact]
    public void ParametersThatExchangeValuesReadEachOthersOld()
    {
        using var p = new Parameter("p", [3]);
        using var q = new Parameter("q", [3]);
        q.Values.Fill(5);
        using CompiledGraph graph = CompiledGraph.Compile([], [new(p, q.Tensor * 2), new(q, p.Tensor - 1)]);
        graph.Run();
        Assert.Equal([10f, 10f, 10f], p.Values.ToArray());
        Assert.Equal([-1f, -1f, -1f], q.Values.ToArray());
    }

    [Fact]
    public void AParameterMultipliedByItselfIsUpdatedFromItsOldValue()
    {
        using var p = new Parameter("p", [2, 2]);
        new[] { 1f, 2f, 3f, 4f }.CopyTo(p.Values);
        using CompiledGraph graph = CompiledGraph.Compile([], [new(p, p.Tensor - p.Tensor.MatMul(p.Tensor))]);
        graph.Run();
        Assert.Equal([-6f, -8f, -12f, -18f], p.Values.ToArray());
    }

    [Fact]
    public void RandomNumbersDependOnTheSeedAndTheStepAlone()
    {
        Tensor noise = Tensor.RandomNormal([40, 7], stream: 3);
        float[] Draw(ulong seed, ulong step, WorkerPool? pool)
        {
            using CompiledGraph graph = CompiledGraph.Compile([noise], null, new CompiledGraphOptions(pool, seed));
            graph.Step = step;
            graph.Run();
            var numbers = new float[280];
            graph.Read(noise, numbers);
            return numbers;
        }

        using var pool = new WorkerPool(2);
        Assert.Equal(Draw(1, 5, null), Draw(1, 5, pool));
        Assert.NotEqual(Draw(1, 5, null), Draw(1, 6, null));
        Assert.NotEqual(Draw(1, 5, null), Draw(2, 5, null));
    }

    [Fact]
    public void WritingTheWrongNumberOfValuesIsRefused()
    {
        Tensor x = Tensor.Input("x", [3, 4]);
        using CompiledGraph graph = CompiledGraph.Compile([x.Exp()]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => graph.Write(x, new float[5]));
        Assert.StartsWith(
            "5 values do not fill the input 'x' of shape [3, 4].",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => graph.Read(x, new float[12]));
    }

    private static byte[] TrainedBytes(WorkerPool? pool)
    {
        using var network = new SmallNetwork(pool);
        network.Train(30);
        return network.Bytes();
    }

    private static Dictionary<Tensor, double[]> Given(Tensor x, float[] rows) =>
        new() { [x] = Array.ConvertAll(rows, v => (double)v) };

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-4);
        }
    }
}
