using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Safety;

/// <summary>A pool outlives whatever its bodies, its callers and its disposal do.</summary>
public sealed class PoolSafetyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1025)]
    [InlineData(int.MaxValue)]
    public void ANumberOfWorkersOutOfRangeIsRefused(int workers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(workers));

    [Fact]
    public void APoolThatIsDisposedWhileItRunsFinishesTheRun()
    {
        for (int i = 0; i < 100; i++)
        {
            var pool = new WorkerPool(3);
            int called = 0;
            int runs = 0;
            var runner = new Thread(() =>
            {
                while (
                    SharedUseTests.Allowed<ObjectDisposedException>(() =>
                        pool.Run(_ => Interlocked.Increment(ref called))
                    )
                )
                {
                    runs++;
                }
            });
            runner.Start();
            Thread.Sleep(i % 3);
            pool.Dispose();
            Assert.True(runner.Join(TimeSpan.FromSeconds(30)), "the pool hangs");
            Assert.Equal(3 * runs, called);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AWorkerMayDisposeThePool(int which)
    {
        var pool = new WorkerPool(3);
        pool.Run(worker =>
        {
            if (worker == which)
            {
                pool.Dispose();
            }
        });
        Assert.Throws<ObjectDisposedException>(() => pool.Run(_ => { }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AWorkerCannotRunABodyWithinABody(int which)
    {
        using var pool = new WorkerPool(3);
        void Nested(int worker)
        {
            if (worker == which)
            {
                pool.Run(_ => { });
            }
        }

        Assert.Throws<InvalidOperationException>(() => pool.Run(Nested));
        int called = 0;
        pool.Run(_ => Interlocked.Increment(ref called));
        Assert.Equal(3, called);
    }

    [Fact]
    public void ABodyIsNeeded()
    {
        using var pool = new WorkerPool(2);
        Assert.Throws<ArgumentNullException>(() => pool.Run(null!));
    }

    [Fact]
    public void AnInterruptedCallerWaitsForItsWorkersAllTheSame()
    {
        using var pool = new WorkerPool(2);
        using var began = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        int finished = 0;
        bool isKept = false;
        var caller = new Thread(() =>
        {
            pool.Run(worker =>
            {
                if (worker == 1)
                {
                    began.Set();
                    mayEnd.Wait();
                    Interlocked.Increment(ref finished);
                }
            });
            Interlocked.Add(ref finished, 10 * finished);
            isKept = !SharedUseTests.Allowed<ThreadInterruptedException>(() => Thread.Sleep(1));
        });
        caller.Start();
        began.Wait();
        Thread.Sleep(50); // the caller is likely to wait by now
        caller.Interrupt();
        Thread.Sleep(50); // a caller that does not wait for its worker goes on
        mayEnd.Set();
        Assert.True(caller.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal(11, finished);
        Assert.True(isKept, "the interruption was lost");
    }

    [Fact]
    public void AnInterruptedWorkerStaysOne()
    {
        using var pool = new WorkerPool(2);
        Thread? worker = null;
        pool.Run(number => worker = number == 1 ? Thread.CurrentThread : worker);
        for (int i = 0; i < 5; i++)
        {
            // Asleep by now.
            Thread.Sleep(20);
            worker!.Interrupt();
            Thread.Sleep(5);
            Assert.True(worker.IsAlive);
            Assert.True(SharedUseTests.Allowed<ThreadInterruptedException>(() => pool.Run(_ => { })));
        }
    }

    [Fact]
    public void AGraphOfADisposedPoolRefuses()
    {
        var pool = new WorkerPool(2);
        using CompiledGraph graph = CompiledGraph.Compile(
            [Tensor.RandomUniform([100, 100], 1)],
            options: new CompiledGraphOptions(pool)
        );
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(graph.Run);
    }
}
