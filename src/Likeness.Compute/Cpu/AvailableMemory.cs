namespace Likeness.Compute.Cpu;

/// <summary>
/// Refuses memory that cannot be there. An operating system promises memory before it has it, and ends the process that touches more
/// than there is: no exception would tell.
/// </summary>
internal static class AvailableMemory
{
    // Less than this is asked for without a look.
    private const long Little = 1 << 26;

    /// <summary>Returns if so many bytes are not more than all memory that the process may use, in its container or on the machine.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What they are for: the beginning of the message.</param>
    /// <exception cref="InsufficientMemoryException">They are more.</exception>
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
