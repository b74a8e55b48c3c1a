using System.Runtime.CompilerServices;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Testing;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Safety;

/// <summary>
/// Disposed objects throw, and memory lives as long as it is reachable. A failure may crash the process, because the arrays are large enough
/// that freed memory is returned to the system.
/// </summary>
public sealed class DisposalTests
{
    private const int Large = 1 << 20;

    public static TheoryData<string, Action<CompiledGraph, Tensor, Tensor>> Uses =>
        new()
        {
            { "run", (graph, _, _) => graph.Run() },
            { "read", (graph, _, output) => graph.Read(output, new float[Large]) },
            { "read with a wrong length", (graph, _, output) => graph.Read(output, new float[3]) },
            { "read scalar", (graph, _, output) => graph.ReadScalar(output) },
            { "write", (graph, input, _) => graph.Write(input, new float[Large]) },
            { "explain", (graph, _, _) => graph.Explain() },
            { "explain with times", (graph, _, _) => graph.Explain(timedRuns: 2) },
        };

    [Theory]
    [MemberData(nameof(Uses), DisableDiscoveryEnumeration = true)]
    public void ADisposedGraphRefuses(string use, Action<CompiledGraph, Tensor, Tensor> act)
    {
        Tensor x = Tensor.Input("x", [1024, Large / 1024]);
        Tensor straight = x.Exp() + 1;
        Tensor looped = Tensor.Loop(3, [x], (_, states) => [states[0].CumulativeSum(0)])[0];
        foreach (Tensor output in (Tensor[])[straight, looped])
        {
            CompiledGraph graph = CompiledGraph.Compile([output]);
            graph.Dispose();
            graph.Dispose();
            Churn();
            Assert.True(Throws(() => act(graph, x, output)), use);
        }
    }

    [Fact]
    public void AGraphOfADisposedParameterRefusesToRun()
    {
        var parameter = new Parameter("weight", [Large]);
        Tensor y = parameter.Tensor.Exp();
        using CompiledGraph reads = CompiledGraph.Compile([y]);
        using CompiledGraph writes = CompiledGraph.Compile([], [new(parameter, Tensor.Constant([Large], 3))]);
        Tensor turns = Tensor.Loop(2, [Tensor.Constant([Large], 0)], (_, states) => [states[0] + parameter.Tensor])[0];
        using CompiledGraph loop = CompiledGraph.Compile([turns]);
        using CompiledGraph other = CompiledGraph.Compile([Tensor.Constant([Large], 3).Exp()]);
        Span<float> values = parameter.Values;
        parameter.Dispose();
        parameter.Dispose();
        Churn();
        foreach (CompiledGraph graph in (CompiledGraph[])[reads, writes, loop])
        {
            var error = Assert.Throws<ObjectDisposedException>(graph.Run);
            Assert.Contains("'weight'", error.ObjectName, StringComparison.Ordinal);
        }

        Assert.Throws<ObjectDisposedException>(() => CompiledGraph.Compile([y]));
        Assert.Throws<ObjectDisposedException>(() => parameter.Values.Length);
        other.Run();
        Assert.Equal(-1, values.IndexOfAnyExcept(0f));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(Large)]
    public void ASpanKeepsTheValuesOfAParameterThatIsGone(int length)
    {
        for (int i = 0; i < (LongTest.IsEnabled ? 20 : 5); i++)
        {
            Span<float> disposed = Values(length, dispose: true);
            Span<float> collected = Values(length, dispose: false);
            Churn();
            Assert.Equal(-1, disposed.IndexOfAnyExcept(5f));
            Assert.Equal(-1, collected.IndexOfAnyExcept(5f));
            disposed.Fill(1);
            collected.Fill(2);
            Assert.Equal(-1, disposed.IndexOfAnyExcept(1f));
        }
    }

    [Fact]
    public void AGraphKeepsTheParametersThatItWrites()
    {
        using CompiledGraph graph = OfAForgottenParameter();
        Churn();
        for (int i = 0; i < 5; i++)
        {
            graph.Run();
        }
    }

    [Fact]
    public void AGraphThatNobodyReachesAnyMoreFinishesWhatItDoes()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        var values = new float[Large];
        for (int i = 0; i < 8; i++)
        {
            // No reference to these graphs exists while they run.
            Tensor x = Tensor.Input("x", [1024, Large / 1024]);
            Tensor y = x.CumulativeSum(0) + 1;
            CompiledGraph.Compile([y]).Run();
            CompiledGraph.Compile([y]).Write(x, values);
            CompiledGraph.Compile([y]).Read(y, values);
        }

        stop.Cancel();
        collector.Join();
    }

    [Fact]
    public void AGraphThatAFinaliserBringsBackRefuses()
    {
        for (int i = 0; i < 10; i++)
        {
            Returning.Create();
            Collect();
            if (Returning.Graph is { } graph)
            {
                // Finalizers run in any order, so the graph may or may not have freed its memory.
                Throws(graph.Run);
                graph.Dispose();
                Assert.True(Throws(graph.Run));
            }
        }
    }

    [Fact]
    public void SeveralThreadsMayDispose()
    {
        for (int i = 0; i < 50; i++)
        {
            CompiledGraph graph = CompiledGraph.Compile([Tensor.Input("x", [1000, 10]) + 1]);
            var parameter = new Parameter("p", [1000]);
            var pool = new WorkerPool(2);
            Parallel.For(
                0,
                4,
                _ =>
                {
                    graph.Dispose();
                    parameter.Dispose();
                    pool.Dispose();
                }
            );
        }
    }

    [Fact]
    public void WhatACacheOfBatchesGaveUpRefuses()
    {
        var graphs = new BatchGraphs<CompiledGraph>(
            rows => CompiledGraph.Compile([Tensor.Input("x", [rows, 1000]).Exp()]),
            capacity: 1
        );
        CompiledGraph first = graphs.For(1000);
        graphs.For(1001);
        Assert.Throws<ObjectDisposedException>(first.Run);
        graphs.Dispose();
        Assert.Throws<ObjectDisposedException>(() => graphs.For(1000));
    }

    [Fact]
    public void ADisposedBatchFunctionRefuses()
    {
        var function = new BatchFunction("rows", 4, rows => rows.Exp());
        var values = new float[12];
        function.EvaluateEach(values, values);
        function.Dispose();
        Assert.Throws<ObjectDisposedException>(() => function.Evaluate(values, values));
        Assert.Throws<ObjectDisposedException>(() => function.EvaluateEach(values, values));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    [InlineData(4, 7)]
    public void ABatchFunctionRefusesWhatIsNoRows(int width, int length)
    {
        using var function = new BatchFunction("rows", width, rows => rows.Exp());
        Assert.Throws<ArgumentException>(() => function.Evaluate(new float[length], new float[length]));
        Assert.Throws<ArgumentException>(() => function.EvaluateEach(new float[length], new float[length]));
    }

    /// <summary>Collects, and takes the memory that is free.</summary>
    internal static void Churn()
    {
        Collect();
        for (int i = 0; i < 4; i++)
        {
            using CompiledGraph graph = CompiledGraph.Compile([Tensor.RandomUniform([Large], 1)]);
            new Parameter("other", [Large]).Values.Fill(7);
            graph.Run();
        }
    }

    internal static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static bool Throws(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<float> Values(int length, bool dispose)
    {
        var parameter = new Parameter("p", [length]);
        Span<float> values = parameter.Values;
        values.Fill(5);
        if (dispose)
        {
            parameter.Dispose();
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CompiledGraph OfAForgottenParameter()
    {
        var parameter = new Parameter("p", [Large]);
        return CompiledGraph.Compile([], [new(parameter, Tensor.Constant([Large], 3))]);
    }

    /// <summary>Makes its graph reachable again when it is collected itself.</summary>
    private sealed class Returning
    {
        private readonly CompiledGraph own;

        private Returning() => own = CompiledGraph.Compile([Tensor.Input("x", [1024, 1024]).CumulativeSum(0)]);

#pragma warning disable MA0055 // What a user's finaliser can do is what is tested.
        ~Returning() => Graph = own;
#pragma warning restore MA0055

        public static CompiledGraph? Graph { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Create() => GC.KeepAlive(new Returning());
    }
}
