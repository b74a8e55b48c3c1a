using Likeness.Compute.Cpu;

namespace Likeness.Runs;

/// <summary>Makes the team of threads that a person asked for.</summary>
internal static class Workers
{
    /// <summary>A new pool.</summary>
    /// <param name="threads">How many threads; 0 for one a core, or as many as the environment says.</param>
    /// <exception cref="LikenessException">The number, or that of the environment, is no number of threads.</exception>
    public static WorkerPool Create(int threads)
    {
        if (threads < 0)
        {
            throw new LikenessException($"{threads} is no number of threads (give 1 or more, or 0 for one a core)");
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
