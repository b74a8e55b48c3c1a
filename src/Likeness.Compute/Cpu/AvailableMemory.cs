namespace Likeness.Compute.Cpu;

/// <summary>
/// Rejects allocations beyond the available memory. Operating systems overcommit: an allocation succeeds, and the process that touches
/// too many pages is killed without an exception.
/// </summary>
internal static class AvailableMemory
{
    // Smaller allocations are not checked.
    private const long Little = 1 << 26;

    /// <summary>Returns if the process, in its container or on the machine, may use this much memory in total.</summary>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="what">The subject of the error message.</param>
    /// <exception cref="InsufficientMemoryException">It may not.</exception>
    public static void Require(long bytes, string what)
    {
        long available = bytes <= Little ? long.MaxValue : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > available && available > 0)
        {
            throw new InsufficientMemoryException(
                $"{what} needs {bytes >> 20} MiB of memory, and the process may use {available >> 20} MiB."
            );
        }
    }
}
