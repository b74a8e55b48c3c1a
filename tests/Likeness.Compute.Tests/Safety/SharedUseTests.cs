using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Testing;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Safety;

/// <summary>What several threads do with the same objects is right, or refused.</summary>
public sealed class SharedUseTests
{
    private const int Threads = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AGraphServesOneThreadAtATimeAndSaysSo(int workers)
    {
        using var pool = new WorkerPool(workers);
        using var total = new Parameter("total", [300, 100]);
        Tensor next = total.Tensor + 1;
        using CompiledGraph graph = CompiledGraph.Compile([], [new(total, next)], new CompiledGraphOptions(pool));
        int runs = 0;
        Together(_ =>
        {
            for (int i = 0; i < 300; i++)
            {
                if (Allowed<InvalidOperationException>(graph.Run))
                {
                    Interlocked.Increment(ref runs);
                }
            }
        });
        Assert.True(runs > 0);
        Assert.Equal(-1, total.Values.IndexOfAnyExcept(runs));
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void ASecondThreadIsRefusedWhileTheFirstRuns()
    {
        LongTest.Require();
        using CompiledGraph graph = CompiledGraph.Compile([Slow()]);
        using var runs = new Barrier(2);
        int refused = 0;
        Together(
            2,
            _ =>
            {
                // On a busy machine many runs take turns by chance.
                for (int i = 0; i < 20_000 && Volatile.Read(ref refused) == 0; i++)
                {
                    runs.SignalAndWait();
                    if (!Allowed<InvalidOperationException>(graph.Run))
                    {
                        Interlocked.Increment(ref refused);
                    }
                }

                runs.RemoveParticipant();
            }
        );
        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void DisposeWaitsForARunOfAnotherThread()
    {
        for (int i = 0; i < 10; i++)
        {
            CompiledGraph graph = CompiledGraph.Compile([Slow()]);
            using var began = new ManualResetEventSlim();
            var runner = new Thread(() =>
            {
                began.Set();
                while (Allowed<ObjectDisposedException>(graph.Run)) { }
            });
            runner.Start();
            began.Wait();
            Thread.Sleep(i);
            graph.Dispose();
            Assert.True(runner.Join(TimeSpan.FromSeconds(30)));
        }
    }

    [Fact]
    public void AParameterMayBeDisposedWhileItsGraphRuns()
    {
        for (int i = 0; i < 10; i++)
        {
            var parameter = new Parameter("p", [1000, 1000]);
            Tensor next = (parameter.Tensor + 1).CumulativeSum(0).Tanh();
            using CompiledGraph graph = CompiledGraph.Compile([], [new(parameter, next)]);
            using var began = new ManualResetEventSlim();
            var runner = new Thread(() =>
            {
                began.Set();
                while (Allowed<ObjectDisposedException>(graph.Run)) { }
            });
            runner.Start();
            began.Wait();
            Thread.Sleep(i);
            parameter.Dispose();
            DisposalTests.Churn();
            Assert.True(runner.Join(TimeSpan.FromSeconds(30)));
        }
    }

    [Fact]
    public void IndicesThatAnotherThreadChangesAreCheckedAsTheyAreUsed()
    {
        using var indices = new Parameter("indices", [4000]);
        using var place = new Parameter("place", [1]);
        using var table = new Parameter("table", [10, 64]);
        Tensor rows = table.Tensor.Gather(indices.Tensor);
        Tensor stored = table.Tensor.StoreAt(0, place.Tensor, Tensor.Constant([1, 64], 1));
        using CompiledGraph reads = CompiledGraph.Compile([rows]);
        using CompiledGraph writes = CompiledGraph.Compile([], [new(table, stored)]);
        using var stop = new CancellationTokenSource();
        var changer = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                foreach (float index in (float[])[3, 2e9f, -5e8f, float.NaN])
                {
                    indices.Values.Fill(index);
                    place.Values.Fill(index);
                }
            }
        });
        changer.Start();
        for (int i = 0; i < 300; i++)
        {
            reads.Run();
            writes.Run();
        }

        stop.Cancel();
        changer.Join();
        Assert.DoesNotContain(table.Values.ToArray(), value => value is not (0 or 1));
    }

    [Fact]
    public void GraphsOfSeveralThreadsTakeTurnsOnOnePool()
    {
        using var pool = new WorkerPool(2);
        float[] alone = Sums(seed: 3, pool);
        var together = new float[Threads][];
        Together(thread => together[thread] = Sums(seed: 3, pool));
        Assert.All(together, sums => Assert.Equal(alone, sums));
    }

    [Fact]
    public void ABatchFunctionGivesEightThreadsWhatItGivesOne()
    {
        using var function = new BatchFunction(
            "rows",
            3,
            rows => (rows * 3 + Tensor.RandomNormal(rows.Shape, 1)).Tanh()
        );
        float[][] given = [.. Enumerable.Range(0, Threads).Select(i => Numbers((ulong)i, 3 * (5 + i)))];
        float[] Results(int i, ulong step)
        {
            var results = new float[given[i].Length];
            function.EvaluateEach(given[i], results, step);
            return results;
        }

        float[][][] alone =
        [
            .. given.Select((_, i) => Enumerable.Range(0, 40).Select(step => Results(i, (ulong)step)).ToArray()),
        ];
        Together(i =>
        {
            for (int step = 0; step < 40; step++)
            {
                Assert.Equal(alone[i][step], Results(i, (ulong)step));
            }
        });
    }

    /// <summary>Runs something on some threads, and throws what they throw.</summary>
    internal static void Together(int threads, Action<int> act)
    {
        var errors = new Exception?[threads];
        Thread[] all =
        [
            .. Enumerable.Range(0, threads).Select(i => new Thread(() => errors[i] = Record.Exception(() => act(i)))),
        ];
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "a thread hangs"));
        Assert.All(errors, Assert.Null);
    }

    /// <summary>Whether something was done, and not refused in the one way that is allowed.</summary>
    internal static bool Allowed<TException>(Action act)
        where TException : Exception
    {
        try
        {
            act();
            return true;
        }
        catch (TException)
        {
            return false;
        }
    }

    private static void Together(Action<int> act) => Together(Threads, act);

    private static Tensor Slow() => Tensor.RandomUniform([500, 500], 1).CumulativeSum(0).Tanh().CumulativeSum(1).Exp();

    private static float[] Numbers(ulong seed, int count) =>
        Array.ConvertAll(new RandomValues(seed).Uniform(count), value => (float)value);

    private static float[] Sums(ulong seed, WorkerPool pool)
    {
        Tensor sum = (Tensor.RandomNormal([200, 300], 1).Exp() + 1).CumulativeSum(0).Sum([1]);
        using CompiledGraph graph = CompiledGraph.Compile([sum], options: new CompiledGraphOptions(pool, seed));
        var all = new float[50 * 200];
        for (int i = 0; i < 50; i++)
        {
            graph.Run();
            graph.Read(sum, all.AsSpan(i * 200, 200));
        }

        return all;
    }
}
