using System.Runtime.ExceptionServices;
using Likeness.Compute.Cpu;

namespace Likeness.Numerics;

/// <summary>Independent pieces of work on several threads, with their results in the order of the pieces.</summary>
internal static class OrderedWork
{
    /// <summary>The number of threads, by default one for each core.</summary>
    public static int Threads { get; } = Count();

    /// <summary>The results of body(0) … body(count − 1). The exception of the first piece that fails is thrown, as it is without threads.</summary>
    /// <param name="count">The number of pieces.</param>
    /// <param name="body">One piece, which writes nothing that others read.</param>
    /// <param name="threads">The number of threads; 0 for <see cref="Threads"/>.</param>
    public static T[] Select<T>(int count, Func<int, T> body, int threads = 0)
    {
        var results = new T[count];
        threads = threads == 0 ? Threads : threads;
        if (threads == 1 || count < 2)
        {
            for (int i = 0; i < count; i++)
            {
                results[i] = body(i);
            }

            return results;
        }

        var errors = new ExceptionDispatchInfo?[count];
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            (i, state) =>
            {
                try
                {
                    results[i] = body(i);
                }
#pragma warning disable CA1031 // It is thrown below, on the caller's thread.
                catch (Exception error)
                {
                    errors[i] = ExceptionDispatchInfo.Capture(error);
                    state.Break(); // earlier pieces still run
                }
#pragma warning restore CA1031
            }
        );
        Array.Find(errors, error => error is not null)?.Throw();
        return results;
    }

    // A wrong number is reported by what creates a pool.
    private static int Count()
    {
        try
        {
            return WorkerPool.DefaultWorkers;
        }
        catch (FormatException)
        {
            return 1;
        }
    }
}
