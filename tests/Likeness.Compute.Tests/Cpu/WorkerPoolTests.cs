using System.Runtime.InteropServices;
using Likeness.Compute.Cpu;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Cpu;

public sealed unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryWorkerRunsOncePerRun(int workers)
    {
        using WorkerPool pool = new(workers);
        int* counts = stackalloc int[6];
        new Span<int>(counts, 6).Clear();
        for (int run = 0; run < 200; run++)
        {
            pool.Run(&CountMe, counts);
        }

        for (int worker = 0; worker < 6; worker++)
        {
            Assert.Equal(worker < workers ? 200 : 0, counts[worker]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ADelegateRunsOnceOnEveryWorker(int workers)
    {
        using WorkerPool pool = new(workers);
        int[] runs = new int[workers];
        for (int run = 0; run < 100; run++)
        {
            pool.Run(worker => runs[worker]++);
        }

        Assert.All(runs, count => Assert.Equal(100, count));
        WorkerPool same = pool;
        Assert.Throws<InvalidDataException>(() => same.Run(_ => throw new InvalidDataException()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void NobodyPassesABarrierBeforeAllHaveCome(int workers)
    {
        using WorkerPool pool = new(workers);
        using GCHandle<WorkerPool> handle = new(pool);
        Relay relay = new() { Pool = handle };
        pool.Run(&Relay.Go, &relay);
        Assert.Equal(0, relay.Errors);
        Assert.Equal(Relay.Rounds * workers, relay.Sum);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AnExceptionReachesTheCallerAndThePoolLives(int thrower)
    {
        using WorkerPool pool = new(3);
        using GCHandle<WorkerPool> handle = new(pool);
        Failure failure = new() { Pool = handle, Thrower = thrower };
        for (int i = 0; i < 3; i++)
        {
            nint context = (nint)(&failure);
            WorkerPool local = pool;
            var exception = Assert.Throws<InvalidDataException>(() => local.Run(&Failure.Go, (void*)context));
            Assert.Equal("as planned", exception.Message);
        }

        int* counts = stackalloc int[3];
        new Span<int>(counts, 3).Clear();
        pool.Run(&CountMe, counts);
        Assert.Equal(1, counts[2]);
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void ARunAllocatesNothingOnAnyWorker()
    {
        LongTest.Require();
        using WorkerPool pool = new(2);
        long[] allocated = Allocations.Of(
            pool,
            () =>
            {
                for (int i = 0; i < 1000; i++)
                {
                    pool.Run(&CountNothing, null);
                    if (i % 100 == 0)
                    {
                        Thread.Sleep(2);
                    }
                }
            }
        );
        Assert.Equal([0, 0], allocated);
    }

    [Fact]
    public void WorkersThatFellAsleepWakeUp()
    {
        using WorkerPool pool = new(2);
        int* counts = stackalloc int[2];
        new Span<int>(counts, 2).Clear();
        for (int i = 0; i < 20; i++)
        {
            Thread.Sleep(5);
            pool.Run(&CountMe, counts);
        }

        Assert.Equal(20, counts[1]);
    }

    [Fact]
    public void ADisposedPoolRefusesToRun()
    {
        WorkerPool pool = new(2);
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Run(&CountNothing, null));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public void ABadNumberOfThreadsIsRefusedByName(string text)
    {
        var exception = Assert.Throws<FormatException>(() => WorkerPool.Choose(text));
        Assert.Contains($"LIKENESS_THREADS={text}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNumberOfThreadsIsAtMostTheProcessors()
    {
        Assert.Equal(Environment.ProcessorCount, WorkerPool.Choose(text: null));
        Assert.Equal(Environment.ProcessorCount, WorkerPool.Choose("100000"));
        Assert.Equal(1, WorkerPool.Choose("1"));
    }

    private static void CountMe(void* context, int worker, int workers) => ((int*)context)[worker]++;

    private static void CountNothing(void* context, int worker, int workers) { }

    private struct Relay
    {
        public const int Rounds = 500;
        public GCHandle<WorkerPool> Pool;
        public int Sum;
        public int Errors;

        public static void Go(void* context, int worker, int workers)
        {
            Relay* relay = (Relay*)context;
            for (int round = 0; round < Rounds; round++)
            {
                Interlocked.Increment(ref relay->Sum);
                relay->Pool.Target.Barrier(worker);
                if (Volatile.Read(ref relay->Sum) != (round + 1) * workers)
                {
                    Interlocked.Increment(ref relay->Errors);
                }

                relay->Pool.Target.Barrier(worker);
            }
        }
    }

    private struct Failure
    {
        public GCHandle<WorkerPool> Pool;
        public int Thrower;

        public static void Go(void* context, int worker, int workers)
        {
            Failure* failure = (Failure*)context;
            if (worker == failure->Thrower)
            {
                throw new InvalidDataException("as planned");
            }

            failure->Pool.Target.Barrier(worker);
        }
    }
}
