using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>Idle workers sleep. The tests run alone, because others would use processor time meanwhile.</summary>
[Collection(nameof(IdlePoolTests))]
[CollectionDefinition(nameof(IdlePoolTests), DisableParallelization = true)]
public sealed class IdlePoolTests
{
    private static readonly Tensor X = Tensor.Input("x", [128, 40]);

    [Fact]
    public void TakeNextToNoProcessorTime()
    {
        using WorkerPool pool = new(4);
        using var work = new Work(pool);
        _ = work.Result(1);
        // The minimum of some measurements: other work of the process, such as recompiling a method, is transient.
        double min = double.MaxValue;
        for (int i = 0; i < 5 && min > 0.2; i++)
        {
            Thread.Sleep(50);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long start = Environment.TickCount64;
            Thread.Sleep(300);
            double seconds = (Environment.TickCount64 - start) / 1e3;
            min = Math.Min(min, (Environment.CpuUsage.TotalTime - before).TotalSeconds / seconds);
        }

        Assert.InRange(min, 0, 0.2); // of one core
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void DoTheSameWorkAfterASleep(int workers)
    {
        using WorkerPool pool = new(workers);
        using var work = new Work(pool);
        using var alone = new Work(null);
        float[] expected = alone.Result(1);
        // Shorter than the spinning, about as long, and long enough to be asleep.
        foreach (int milliseconds in new[] { 0, 0, 1, 0, 3, 10, 0, 30, 100 })
        {
            Thread.Sleep(milliseconds);
            Assert.Equal(expected, work.Result(1));
        }
    }

    [Fact]
    public void TwoPoolsAtOnceGiveTheSameBits()
    {
        using var alone = new Work(null);
        float[][] expected = [.. Enumerable.Range(0, 3).Select(seed => alone.Result((ulong)seed))];
        using WorkerPool first = new(2);
        using WorkerPool second = new(3);
        var errors = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        Thread[] threads =
        [
            .. new[] { first, second }.Select(pool => new Thread(() =>
            {
                Exception? error = Record.Exception(() =>
                {
                    using var work = new Work(pool);
                    for (int i = 0; i < 60; i++)
                    {
                        Assert.Equal(expected[i % 3], work.Result((ulong)(i % 3)));
                    }
                });
                if (error is not null)
                {
                    errors.Enqueue(error);
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(errors);
    }

    /// <summary>A small training step: matmuls, reductions and random numbers that several workers share.</summary>
    private sealed class Work : IDisposable
    {
        private readonly Parameter weight = new("w", [96, 40]);
        private readonly CompiledGraph graph;
        private readonly Tensor gradient;
        private readonly Tensor hidden;

        public Work(WorkerPool? pool)
        {
            Array.ConvertAll(new RandomValues(7).Uniform(96 * 40), value => (float)value).CopyTo(weight.Values);
            hidden = ((X + Tensor.RandomNormal(X.Shape, 1)).MatMul(weight.Tensor.Transpose()) * 0.2f).Tanh();
            gradient = Gradient.Compute(hidden.Softmax(1).Square().Mean(), weight)[0];
            graph = CompiledGraph.Compile([hidden, gradient], null, new CompiledGraphOptions(pool, Seed: 3));
        }

        public float[] Result(ulong step)
        {
            graph.Write(X, Array.ConvertAll(new RandomValues(step).Uniform(X.Shape.Count), value => (float)value));
            graph.Step = step;
            graph.Run();
            var values = new float[hidden.Shape.Count + gradient.Shape.Count];
            graph.Read(hidden, values.AsSpan(0, hidden.Shape.Count));
            graph.Read(gradient, values.AsSpan(hidden.Shape.Count));
            return values;
        }

        public void Dispose()
        {
            graph.Dispose();
            weight.Dispose();
        }
    }
}
