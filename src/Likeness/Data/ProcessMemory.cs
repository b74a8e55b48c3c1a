using System.Globalization;

namespace Likeness.Data;

/// <summary>The memory that the process holds for good: without pages of mapped files, which the system takes back when it needs memory.</summary>
internal static class ProcessMemory
{
    private const string LinuxFile = "/proc/self/statm";

    /// <summary>Bytes in memory; elsewhere than on Linux with mapped files.</summary>
    public static long Held =>
        File.Exists(LinuxFile) && FromLinux(File.ReadAllText(LinuxFile)) is { } pages
            ? pages * Environment.SystemPageSize
            : Environment.WorkingSet;

    /// <summary>Resident pages less those of files in the text of /proc/self/statm; null where it does not say.</summary>
    internal static long? FromLinux(string text) =>
        text.Split(' ') is [_, var resident, var shared, ..]
        && long.TryParse(resident, NumberStyles.None, CultureInfo.InvariantCulture, out long all)
        && long.TryParse(shared, NumberStyles.None, CultureInfo.InvariantCulture, out long mapped)
            ? all - mapped
            : null;
}
