using Likeness.Compute.Cpu;

namespace Likeness.Runs;

/// <summary>Creates a worker pool.</summary>
internal static class Workers
{
    /// <summary>A new pool.</summary>
    /// <param name="threads">The number of threads; 0 for one per core, or the number in the environment variable.</param>
    /// <exception cref="LikenessException">The number, or that of the environment variable, is invalid.</exception>
    public static WorkerPool Create(int threads)
    {
        if (threads < 0)
        {
            throw new LikenessException(
                $"{threads} is not a valid number of threads (give 1 or more, or 0 for one per core)"
            );
        }

        try
        {
            return new WorkerPool(threads == 0 ? WorkerPool.DefaultWorkers : threads);
        }
        catch (FormatException error)
        {
            throw new LikenessException(error.Message, error);
        }
    }
}
